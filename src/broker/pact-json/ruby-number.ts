/**
 * A JSON number as the official broker's Ruby writes it before hashing: an integer keeps all digits (-0 becomes 0), any other
 * number becomes the shortest text of a 64-bit float, always with a point or an exponent. A number beyond the range of a float keeps its text.
 * @see https://github.com/ruby/json/blob/master/ext/json/ext/vendor/fpconv.c (the rules for exponents)
 */
export function rubyNumber(text: string): string {
  if (/^-?\d+$/.test(text)) return text === '-0' ? '0' : text;
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return sign + (value === 0 ? '0.0' : floatText(Math.abs(value)));
}

/** In positional notation for moderate exponents, otherwise in scientific notation; the limits are those of Ruby's fpconv. */
function floatText(value: number): string {
  const [mantissa = '', power = ''] = value.toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exponent = Number(power);
  const lastDigitExponent = exponent - digits.length + 1;
  if (lastDigitExponent >= 0 && exponent < 15) return `${digits}${'0'.repeat(lastDigitExponent)}.0`;
  if (lastDigitExponent < 0 && (lastDigitExponent > -7 || Math.abs(exponent) < 10))
    return insertPoint(digits, exponent);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

function insertPoint(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
