import { findDifferences } from '../../src/gate/pact-difference.ts';
import { pact } from './support/pact.ts';

const described = (...descriptions: string[]) => ({
  ...pact('osprey'),
  interactions: descriptions.map((description) => ({ description, contents: { content: { level: 'ok', ts: 1 } } })),
});

test('members that a broker adds and the order of interactions are not compared', () => {
  const [first, second] = described('a', 'b').interactions;
  const published = {
    interactions: [
      { _id: '1', ...second },
      { _id: '2', pending: false, ...first },
    ],
    _links: {},
  };
  const here = { ...published, interactions: [first, second], metadata: {} };
  expect(findDifferences(published, here)).toEqual([]);
});

test.each([
  ['a field', { level: 'hard', ts: 1 }, ['"a": contents.content.level was published as "ok", here it is "hard"']],
  ['a missing field', { level: 'ok' }, ['"a": contents.content.ts was published as 1, here it is nothing']],
  ['another type', { level: 'ok', ts: '1' }, ['"a": contents.content.ts was published as 1, here it is "1"']],
  ['an object for a value', { level: {}, ts: 1 }, ['"a": contents.content.level was published as "ok", here it is {}']],
])('%s is reported with its path', (_, content, expected) => {
  const here = { ...described('a'), interactions: [{ description: 'a', contents: { content } }] };
  expect(findDifferences(described('a'), here)).toEqual(expected);
});

test('added and removed interactions are reported', () => {
  expect(findDifferences(described('a', 'b'), described('b', 'c'))).toEqual([
    '"a": published, no longer here',
    '"c": here, not published',
  ]);
});

test('interactions with the same description and different provider states are different', () => {
  expect(findDifferences(pact('osprey', 'ok'), pact('osprey', 'hard'))).toEqual([
    '"a FeedbackEvent" given a coordinator reports backpressure {"level":"ok"}: published, no longer here',
    '"a FeedbackEvent" given a coordinator reports backpressure {"level":"hard"}: here, not published',
  ]);
});

test('another version of the Pact specification is a difference', () => {
  const older = { ...pact('osprey'), metadata: { pactSpecification: { version: '3.0.0' } } };
  expect(findDifferences(older, pact('osprey'))).toEqual([
    'the Pact specification: version was published as "3.0.0", here it is "4.0"',
  ]);
});

test('rules that combine by AND, empty rules and messages of specification 3 are compared by what they mean', () => {
  const matchers = [{ match: 'type' }];
  const message = (rule: object, more = {}) => ({
    description: 'a',
    contents: {},
    matchingRules: { body: { $: rule }, ...more },
  });
  const published = { messages: [message({ combine: 'AND', matchers }, { header: {} })] };
  expect(findDifferences(published, { messages: [message({ matchers })] })).toEqual([]);
  expect(findDifferences(published, { messages: [message({ combine: 'OR', matchers })] })).toHaveLength(1);
});
