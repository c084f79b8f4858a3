/** A message in Pact's integration format: JSON, with matchers in place of values. */
export type Template = null | boolean | number | string | readonly Template[] | { readonly [name: string]: Template };

type Rule = { readonly [part: string]: Template };

const type: Rule = { 'pact:matcher:type': 'type' };
const anyNumber: Rule = { 'pact:matcher:type': 'number' };
const regex = (pattern: string): Rule => ({ 'pact:matcher:type': 'regex', regex: pattern });

/** Pact's integration JSON: an example, and the rules that must all hold. */
function matcher(value: Template, ...rules: [Rule, ...Rule[]]): Template {
  return rules.length === 1 ? { ...rules[0], value } : { 'pact:matcher:type': rules, value };
}

/** Any value of the same JSON type. */
export function sameType(value: Template): Template {
  return matcher(value, type);
}

/** A number without decimal places: 80, not 80.0. */
export function integer(value: number): Template {
  return matcher(value, { 'pact:matcher:type': 'integer' });
}

/** Any number: 80, 80.0, 80.5. */
export function number(value: number): Template {
  return matcher(value, anyNumber);
}

/** Null: the field must be present. */
export function nullValue(): Template {
  return matcher(null, { 'pact:matcher:type': 'null' });
}

/** Exactly this value. It needs a rule of its own: a bare value in an array inherits the array's rule, which matches any value of its type. */
export function equal(value: Template): Template {
  return matcher(value, { 'pact:matcher:type': 'equality' });
}

/** This number, written as an integer or as a float. Pact's equality distinguishes 1 from 1.0, and core writes 1.0. */
export function equalNumber(value: number): Template {
  if (!Number.isSafeInteger(value)) return equal(value);
  return matcher(value, anyNumber, regex(`^${value === 0 ? '-?' : ''}${value}(\\.0+)?$`));
}

/** A string that matches all patterns. The type needs a rule too: Pact's regex reads the number 80 as "80", and null as "". */
export function matchingAll(patterns: readonly string[], value: string): Template {
  return matcher(value, type, ...patterns.map(regex));
}

/** An array of `min` to `max` elements. The rules of the first element apply to all; the others only complete the example. */
export function eachLike(first: Template, others: readonly Template[], min: number, max?: number): Template {
  return matcher([first, ...others], { ...type, min, ...(max === undefined ? {} : { max }) });
}

/** An object whose entries are alike: each key matches all patterns, each value all rules. */
export function eachEntry(
  value: Readonly<Record<string, Template>>,
  keyPatterns: readonly string[],
  valueRules: readonly Template[],
): Template {
  const keys: Rule = { 'pact:matcher:type': 'eachKey', rules: keyPatterns.map(regex) };
  const values: Rule = { 'pact:matcher:type': 'eachValue', rules: valueRules };
  return keyPatterns.length > 0 ? matcher(value, keys, values) : matcher(value, values);
}

/** Whether it is a scalar value with rules. */
export function isMatcher(template: Template): template is Rule {
  if (typeof template !== 'object' || template === null || !('pact:matcher:type' in template)) return false;
  return typeof template.value !== 'object' || template.value === null;
}

/** The rules of a matcher, without its example. */
export function rulesOf({ value: _, ...rule }: Rule): readonly Template[] {
  const rules = rule['pact:matcher:type'];
  return Array.isArray(rules) ? rules : [rule];
}
