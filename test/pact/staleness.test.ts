import { describeStaleness, findStaleness } from '../../src/pact/staleness.ts';

const pact = (...interactions: object[]) => JSON.stringify({ consumer: { name: 'c' }, interactions }, null, 2);
const one = { description: 'one', contents: { level: 'soft', sizes: [1, 2] } };
const two = { description: 'two' };

const sentences = (committed: Record<string, string>, fresh: Record<string, string>, declared: number) =>
  findStaleness(new Map(Object.entries(committed)), new Map(Object.entries(fresh)), declared).map(describeStaleness);

test('equal files with the declared number of interactions are up to date', () => {
  expect(sentences({ 'a.json': pact(one, two) }, { 'a.json': pact(one, two) }, 2)).toEqual([]);
});

test('missing and extra files are named', () => {
  expect(sentences({ 'old.json': pact(one) }, { 'new.json': pact(one) }, 1)).toEqual([
    'new.json: missing; the consumer tests write it',
    'old.json: no consumer test writes it',
  ]);
});

test('a changed field is reported with its interaction and both values', () => {
  const changed = { ...one, contents: { level: 'slow', sizes: [1, 3] } };
  expect(sentences({ 'a.json': pact(one) }, { 'a.json': pact(changed) }, 1)).toEqual([
    [
      'a.json:',
      '  interactions."one".contents.level: expected "slow", found "soft"',
      '  interactions."one".contents.sizes.1: expected 3, found 2',
    ].join('\n'),
  ]);
});

test('a new interaction does not shift the others', () => {
  expect(sentences({ 'a.json': pact(two) }, { 'a.json': pact(one, two) }, 2)).toEqual([
    'a.json:\n  interactions."one": expected {"description":"one","contents":{"level":"soft","sizes":[1,2]}}, found no value',
  ]);
});

describe('what means the same is up to date', () => {
  const rules = (more: object) => ({ body: { '$.level': { ...more, matchers: [{ match: 'type' }] } } });
  test.each<[string, string, string]>([
    ['an additional line end', `${pact(one)}\n`, pact(one)],
    ['CRLF line ends', pact(one).replaceAll('\n', '\r\n'), pact(one)],
    ['the order of interactions', pact(two, one), pact(one, two)],
    [
      'a rule without combine',
      pact({ ...one, matchingRules: rules({}) }),
      pact({ ...one, matchingRules: rules({ combine: 'AND' }) }),
    ],
    ['empty matching rules', pact({ ...one, matchingRules: {} }), pact(one)],
    ['an empty category of matching rules', pact({ ...one, matchingRules: { body: {}, metadata: {} } }), pact(one)],
    ['defaults', pact({ ...one, pending: false, providerStates: [] }), pact(one)],
    ['rules of a response', pact({ ...one, response: [{ matchingRules: {} }] }), pact({ ...one, response: [{}] })],
  ])('%s', (_, committed, fresh) => {
    expect(sentences({ 'a.json': committed }, { 'a.json': fresh }, JSON.parse(fresh).interactions.length)).toEqual([]);
  });

  test.each<[string, string, string, string]>([
    [
      'another combination',
      pact({ ...one, matchingRules: rules({ combine: 'OR' }) }),
      pact({ ...one, matchingRules: rules({}) }),
      'combine: expected no value, found "OR"',
    ],
    ['a decimal', pact({ ...one, size: 1.5 }).replace('1.5', '1.0'), pact({ ...one, size: 1 }), 'line 15'],
    ['an interaction that occurs twice', pact(one, one), pact(one), 'line'],
    ['a state', pact({ ...one, providerStates: [{ name: 'a' }] }), pact(one), 'providerStates'],
  ])('%s is a difference', (_, committed, fresh, words) => {
    const found = sentences({ 'a.json': committed }, { 'a.json': fresh }, JSON.parse(fresh).interactions.length);
    expect(found).toEqual([expect.stringContaining(words)]);
  });
});

test('invalid JSON is reported with its line', () => {
  expect(sentences({ 'a.json': '<<<<<<< HEAD' }, { 'a.json': pact(one) }, 1)).toEqual([
    'a.json:\n  line 1: expected "{", found "<<<<<<< HEAD"',
  ]);
});

test('at most ten changes of a file are listed', () => {
  const many = (value: number) => pact({ description: 'one', list: Array(30).fill(value) });
  const [sentence] = sentences({ 'a.json': many(1) }, { 'a.json': many(2) }, 1);
  expect(sentence?.split('\n').slice(-1)).toEqual(['  and 20 more']);
});

test('an undeclared number of interactions is reported although the files are equal', () => {
  expect(sentences({ 'a.json': pact(one) }, { 'a.json': pact(one) }, 2)).toEqual([
    '2 interactions are declared, the consumer tests wrote 1',
  ]);
});
