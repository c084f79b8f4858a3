import { describeStaleness, staleness } from '../../src/pact/staleness.ts';

const pact = (...interactions: object[]) => JSON.stringify({ consumer: { name: 'c' }, interactions }, null, 2);
const one = { description: 'one', contents: { level: 'soft', sizes: [1, 2] } };
const two = { description: 'two' };

const sentences = (kept: Record<string, string>, fresh: Record<string, string>, declared: number) =>
  staleness(new Map(Object.entries(kept)), new Map(Object.entries(fresh)), declared).map(describeStaleness);

test('the same bytes and the number declared are fresh', () => {
  expect(sentences({ 'a.json': pact(one, two) }, { 'a.json': pact(one, two) }, 2)).toEqual([]);
});

test('a file that is missing, and one that is too many, are named', () => {
  expect(sentences({ 'old.json': pact(one) }, { 'new.json': pact(one) }, 1)).toEqual([
    'new.json: missing, though the consumer tests write it',
    'old.json: no consumer test writes it any more',
  ]);
});

test('a changed field is named by its interaction, with both values', () => {
  const changed = { ...one, contents: { level: 'slow', sizes: [1, 3] } };
  expect(sentences({ 'a.json': pact(one) }, { 'a.json': pact(changed) }, 1)).toEqual([
    [
      'a.json:',
      '  interactions."one".contents.level: "soft" here, "slow" as written now',
      '  interactions."one".contents.sizes.1: 2 here, 3 as written now',
    ].join('\n'),
  ]);
});

test('an interaction that is new does not shift the others', () => {
  expect(sentences({ 'a.json': pact(two) }, { 'a.json': pact(one, two) }, 2)).toEqual([
    'a.json:\n  interactions."one": nothing here, {"description":"one","contents":{"level":"soft","sizes":[1,2]}} as written now',
  ]);
});

test.each([
  ['one line end more', `${pact(one)}\n`, 'line 18: "" here, nothing as written now'],
  ['other line ends', pact(one).replaceAll('\n', '\r\n'), 'line 1: "{\\r" here, "{" as written now'],
  ['text that is no JSON', '<<<<<<< HEAD', 'line 1: "<<<<<<< HEAD" here, "{" as written now'],
])('%s is stale too', (_, kept, place) => {
  expect(sentences({ 'a.json': kept }, { 'a.json': pact(one) }, 1)).toEqual([`a.json:\n  ${place}`]);
});

test('many differences are cut short', () => {
  const many = (value: number) => pact({ description: 'one', list: Array(30).fill(value) });
  const [sentence] = sentences({ 'a.json': many(1) }, { 'a.json': many(2) }, 1);
  expect(sentence?.split('\n').slice(-1)).toEqual(['  and 20 more']);
});

test('an interaction that Pact lost is missed, even where the file is the same', () => {
  expect(sentences({ 'a.json': pact(one) }, { 'a.json': pact(one) }, 2)).toEqual([
    '2 interactions are declared, the consumer tests wrote 1',
  ]);
});
