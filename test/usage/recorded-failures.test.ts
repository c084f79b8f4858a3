import { recordedFailure } from '../../src/usage/recorded-failures.ts';

const bar = 'uses prov.Bar';
const list = (...texts: unknown[]) => ({
  identifier: "$['prov.Bar'].failures",
  message: `Expected an empty List but received ${JSON.stringify(texts)}`,
});
const fits = { identifier: "$['prov.Bar'].fits", message: 'Expected false (Boolean) to be equal to true (Boolean)' };

test.each([
  [['Bar has no parameter a', 'Bar needs b'], 'Bar has no parameter a, and needs b'],
  [
    ['Bar is other.Bar', 'Bar has no parameter a', 'Bar has no close'],
    'Bar is other.Bar, which has no parameter a; Bar has no close',
  ],
  [['prov has no Bar'], 'prov has no Bar'],
  [['Bar is other.Bar'], 'Bar is other.Bar'],
  [['Bar says "no", [1]'], 'Bar says "no", [1]'],
])('%j is one sentence', (texts, sentence) => {
  expect(recordedFailure(bar, [fits, list(...texts)])).toBe(sentence);
});

test('of many sentences some are named', () => {
  const texts = Array.from({ length: 60 }, (_, i) => `prov is wrong ${i}`);
  expect(recordedFailure(bar, [list(...texts)])).toMatch(/^prov is wrong 0; .*prov is wrong 49; and 10 more$/);
});

test('what could not be determined is said so', () => {
  expect(recordedFailure(bar, [fits, list('uses prov.Bar: Bar is made at run time')])).toBe(
    'it cannot be determined whether that fits: Bar is made at run time',
  );
});

test('the name of a module is the module', () => {
  expect(recordedFailure('uses prov.a', [list('prov.a is prov.b', 'prov.a has no c')])).toBe(
    'prov.a is prov.b, which has no c',
  );
});

test.each([
  ['no list', [fits]],
  ['an empty list', [list()]],
  ['no texts', [list(1, null)]],
  ['a list that is cut off', [{ ...list('a'), message: 'Expected an empty List but received ["a' }]],
  ['another message', [{ ...list('a'), message: 'There was no answer' }]],
])('%s has no sentence', (_, mismatches) => {
  expect(recordedFailure(bar, mismatches)).toBeUndefined();
});
