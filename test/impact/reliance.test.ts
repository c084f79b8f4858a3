import { type FieldQuery, fieldNameOf, listReliances, type PactInForce } from '../../src/impact/reliance.ts';
import { relianceReport, searchHint } from '../../src/impact/reliance-report.ts';
import { http4, message4, reply4 } from './pacts.ts';

const version = (number: string, ...environments: string[]) => ({ number, branches: ['main'], environments });
const inForce = (consumer: string, pact: object, ...versions: PactInForce['versions']): PactInForce => ({
  consumer,
  versions,
  url: `http://broker/${consumer}`,
  pact,
});

const pacts = [
  inForce('store', message4, version('1', 'test'), version('2')),
  inForce('web', http4, version('7', 'production')),
  inForce('batch', reply4, version('9')),
];

const describeReliances = (query: FieldQuery) =>
  listReliances(pacts, query).map((one) => `${one.consumer}: ${fieldNameOf(one)}, ${one.expectation}`);

describe('listReliances finds the consumers of', () => {
  test.each<[string, FieldQuery, string[]]>([
    [
      'a field of any message or response',
      { path: '$.level' },
      [
        'store: Queue.level, matches ^(ok|soft)$',
        'batch: response body Queue.level, matches ^(ok|soft)$',
        'web: response body $.level, matches ^(ok|soft)$',
      ],
    ],
    [
      'a field of one message',
      { message: 'Queue', path: '$.size' },
      ['batch: response body Queue.size, an integer', 'store: Queue.size, an integer'],
    ],
    [
      'a field of a list element',
      { message: 'Queue', path: '$.items[0].price' },
      [
        'batch: response body Queue.items[*].price, a number with decimal places',
        'store: Queue.items[*].price, a number with decimal places',
      ],
    ],
    ['a header', { path: 'Location' }, ['web: response header Location, matches ^/queues']],
    [
      'metadata',
      { path: 'topic' },
      ['store: Queue metadata topic, exactly "queues"', 'batch: Queue response metadata topic, exactly "q"'],
    ],
    ['no field, for a path that no pact has', { path: '$.nothing' }, []],
  ])('%s', (_, query, expected) => {
    expect(describeReliances(query).sort()).toEqual([...expected].sort());
  });
});

describe('listReliances', () => {
  const pathsOf = (path?: string) => listReliances([pacts[0] as PactInForce], { path }).map((one) => one.path);

  test('includes the fields below a path', () => {
    expect(pathsOf('$.items')).toEqual(['$.items', '$.items[*].price', '$.items[*].tags[*]']);
  });

  test('lists an object without a rule if its own path is requested', () => {
    expect(pathsOf('$.pinned')).toEqual(['$.pinned', '$.pinned.a']);
  });

  test('does not list an object without a rule otherwise', () => {
    expect(pathsOf()).not.toContain('$.pinned');
  });

  test('lists a field once for all interactions with the same rule', () => {
    const [first] = message4.interactions;
    const pact = { interactions: [first, { ...first, description: 'a Queue again' }] };
    expect(listReliances([inForce('store', pact, version('1'))], { path: '$.size' })).toMatchObject([
      { expectation: 'an integer', interactions: ['a Queue', 'a Queue again'], rules: [{ match: 'integer' }] },
    ]);
  });
});

test('the report lists the rule, version and environments of each consumer', () => {
  const table = relianceReport(listReliances(pacts, { path: '$.level' }), 'core $.level');
  expect(table.replace(/ {2,}/g, ' | ').split('\n')).toEqual([
    ' | field | consumer | version | environments | expected | interactions',
    ' | Queue.level | store | 1 (main) | test | matches ^(ok|soft)$ | a Queue',
    ' | Queue.level | store | 2 (main) | - | matches ^(ok|soft)$ | a Queue',
    ' | response body $.level | web | 7 (main) | production | matches ^(ok|soft)$ | a request for a queue',
    ' | response body Queue.level | batch | 9 (main) | - | matches ^(ok|soft)$ | a Queue on request',
    '',
    '3 consumers rely on core $.level.',
  ]);
});

test('the report states that no pact relies on the subject, and suggests a similar one', () => {
  expect(relianceReport([], 'core')).toBe('No pact in force relies on core.');
  const suggestion = searchHint('Queue.sizze', listReliances(pacts));
  expect(relianceReport([], 'Queue.sizze', suggestion)).toBe(
    'No pact in force relies on Queue.sizze; did you mean Queue.size?',
  );
});
