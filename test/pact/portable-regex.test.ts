import { literalPattern, portableRegex } from '../../src/pact/portable-regex.ts';

// contents.verifier.long.test.ts tests such patterns on the official verifier.

const texts = [
  '',
  'a',
  'b',
  'ab',
  'aab',
  'a.b',
  'axb',
  'a\nb',
  '\na',
  'a-b',
  '1',
  '12',
  '٣',
  'a1_',
  'é',
  ' ',
  '\u2028',
  '{,2}',
  'aa',
  '/',
  'A',
  ']',
  '[',
  '&&',
  '^',
  '$',
  '+',
  '\\',
  '#~',
];

const anyCharacter = '[^]';
const noCharacter = '[]';

test.each([
  /a/,
  /^a/,
  /b$/,
  /^a$/,
  /^(a|b)$/,
  /a|12/,
  /^a.b$/,
  /^a\.b$/,
  /^\d+$/,
  /^\D+$/,
  /^[\d.]+$/,
  /^\w+$/,
  /^\W$/,
  /^\s$/,
  /^[\s\S]{2}$/,
  /^[^a-b]+$/,
  /^(?:[^\n]|[\d\D])$/,
  new RegExp(`^${anyCharacter}$`),
  /^[a-]+$/,
  /^[+--]$/,
  /^[[&^$\]\\#~]+$/,
  /^(?:a{1,2})b?$/,
  /^a{1}?$/,
  /^a+?b*?$/,
  /^(?<first>a)b$/,
  /^{,2}$/,
  /^]$/,
  /^\/$/,
  /^[\x61\u0062]+$/,
  /^\u2028$/,
])('the portable form of %s matches the same strings', (expression) => {
  const portable = new RegExp(portableRegex(expression, '$'));
  expect(texts.filter((text) => portable.test(text))).toEqual(texts.filter((text) => expression.test(text)));
});

test.each([/^a$/, /a/, /a|b/, /^(a|b)$/])('the portable form of %s is anchored at both ends', (expression) => {
  expect(portableRegex(expression, '$')).toMatch(/^\^.*\$$/s);
});

test.each([
  [/^a$/i, 'the flag i'],
  [/a/gu, 'the flag gu'],
  [/^(?=a)/, 'a look-around'],
  [/(?!a)b/, 'a look-around'],
  [/(?<=a)b/, 'a look-around'],
  [/(?<!a)b/, 'a look-around'],
  [/(a)\1/, '\\1'],
  [/(?<x>a)\k<x>/, '\\k'],
  [/\ba/, '\\b'],
  [/a\B/, '\\B'],
  [/^a|b$/, 'an anchor that holds for one alternative only'],
  [/a^b/, 'an anchor within'],
  [/(a$)/, 'an anchor within'],
  [/[\S.]/, '\\S within a character class'],
  [new RegExp(noCharacter), 'an empty character class'],
  [/a{1001}/, 'more than 1000 repetitions'],
  [/\0/, '\\0'],
  [/\cA/, '\\c'],
  [/😀/, 'a character beyond U+FFFF'],
  [/\ud83d/, 'a character beyond U+FFFF'],
])('%s is an error that names the construct', (expression, what) => {
  expect(() => portableRegex(expression, '$.name')).toThrow(`${what}`);
  expect(() => portableRegex(expression, '$.name')).toThrow(`in the pattern ${expression} at $.name`);
});

test('a literal pattern matches its text', () => {
  const every = String.fromCharCode(...Array.from({ length: 128 }, (_, code) => code));
  expect(new RegExp(`^${literalPattern(every)}$`).test(every)).toBe(true);
});

test('a literal pattern matches no other text', () => {
  expect(new RegExp(`^${literalPattern('a.b')}$`).test('axb')).toBe(false);
});
