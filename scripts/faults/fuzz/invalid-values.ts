import type { Random } from '../../differential/random.ts';

/** Names that a client might send by mistake or on purpose. */
const invalidNames = [
  '',
  ' ',
  '.',
  '..',
  '/',
  'a/b',
  '//',
  '\\',
  '%',
  '%zz',
  '%2F',
  '%25',
  '%00',
  '\0',
  'a\0b',
  '\n',
  '\t',
  '\r\n',
  '"',
  "'",
  "'; drop table pacts; --",
  '`',
  '<script>alert(1)</script>',
  '{{x}}',
  '${env.HOME}',
  '${pactbroker.x}',
  'é',
  'ß',
  '日本語',
  '🦩',
  '\u202e',
  '\ufeff',
  '\ud800',
  '\udfff',
  'a\u0301',
  'ﷺ',
  '\u2028',
  'null',
  'undefined',
  'true',
  'NaN',
  '0',
  '-1',
  '1e400',
  '2147483648',
  '9223372036854775808',
  '0x10',
  '1.5',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'latest',
  'x'.repeat(10_000),
  '🦩'.repeat(3_000),
  'a'.repeat(501),
  'é'.repeat(500),
  '[]',
  '[a]',
  'a[b',
  '*',
  '_',
  '?',
  '#',
  '&',
  '=',
  '+',
  ';',
  ':',
  '@',
  '|',
];

export function invalidName(random: Random): string {
  return random.pick(invalidNames);
}

/** A path segment: encoded correctly, partly or not at all, or with a broken escape. */
export function invalidSegment(random: Random): string {
  const name = invalidName(random);
  return random.weighted<string>([
    [6, encode(name)],
    [2, name.replace(/[^\x21-\x7e]|[/?#]/gu, encode)],
    [
      1,
      Buffer.from(name)
        .toString('latin1')
        .replace(/[^\x21-\x7e]/g, hex),
    ],
    [1, random.pick(['%', '%f', '%zz', '%ff', '%c3%28', '%ed%a0%80', '%u0041', '%C0%AF'])],
  ]);
}

function encode(name: string): string {
  return [...name]
    .map((char) => (/[\ud800-\udfff]/.test(char) && char.length === 1 ? '%ED%A0%80' : encodeURIComponent(char)))
    .join('');
}

function hex(char: string): string {
  return `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** JSON values of a wrong type, or of the right type with unusual contents. */
export function invalidValue(random: Random, depth = 0): unknown {
  const nested = () => (depth > 3 ? null : invalidValue(random, depth + 1));
  return random.weighted<() => unknown>([
    [6, () => invalidName(random)],
    [1, () => null],
    [1, () => random.chance(0.5)],
    [2, () => random.pick([0, -1, 1.5, 1e308, 2 ** 31, 2 ** 53, -0])],
    [1, () => [nested(), nested()]],
    [1, () => []],
    [1, () => ({ [invalidName(random)]: nested() })],
    [1, () => ({})],
    [1, () => Buffer.from(invalidName(random)).toString('base64')],
  ])();
}

/** Text that is not valid JSON, or unusual JSON. */
export function invalidJson(random: Random, json: string): string | Buffer {
  const cut = random.between(0, json.length);
  return random.pick<string | Buffer>([
    json.slice(0, cut),
    `${json.slice(0, cut)}\0${json.slice(cut)}`,
    Buffer.concat([Buffer.from(json.slice(0, cut)), Buffer.from([0xff, 0xc3]), Buffer.from(json.slice(cut))]),
    `\ufeff${json}`,
    '['.repeat(20_000),
    `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
    `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`,
    '{"name":"a","name":"b","__proto__":{"x":1}}',
    `{"name":1${'0'.repeat(400)}}`,
    '"text"',
    'null',
    '',
    json.replace(/"/g, "'"),
  ]);
}
