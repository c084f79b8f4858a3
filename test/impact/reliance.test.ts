import { type FieldQuery, fieldNameOf, listReliances, type PactInForce } from '../../src/impact/reliance.ts';
import { relianceReport } from '../../src/impact/reliance-report.ts';
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

const found = (question: FieldQuery) =>
  listReliances(pacts, question).map((one) => `${one.consumer}: ${fieldNameOf(one)}, ${one.wants}`);

describe('who relies on a field', () => {
  test.each<[string, FieldQuery, string[]]>([
    [
      'by its path, in whatever message or answer',
      { path: '$.level' },
      [
        'store: Queue.level, matches ^(ok|soft)$',
        'batch: response body Queue.level, matches ^(ok|soft)$',
        'web: response body $.level, matches ^(ok|soft)$',
      ],
    ],
    [
      'in one message only',
      { message: 'Queue', path: '$.size' },
      ['batch: response body Queue.size, an integer', 'store: Queue.size, an integer'],
    ],
    [
      'in the elements of a list, or in one of them',
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
    ['a field that nobody names', { path: '$.nothing' }, []],
  ])('%s', (_, question, expected) => {
    expect(found(question).sort()).toEqual([...expected].sort());
  });

  test('a path means what is below it, too; what merely holds fields is listed by its own path alone', () => {
    const paths = (path?: string) => listReliances([pacts[0] as PactInForce], { path }).map((one) => one.path);
    expect(paths('$.items')).toEqual(['$.items', '$.items[*].price', '$.items[*].tags[*]']);
    expect(paths('$.pinned')).toEqual(['$.pinned', '$.pinned.a']);
    expect(paths()).not.toContain('$.pinned');
  });

  test('the same field wanted in several interactions is told once, with all of them', () => {
    const [one] = message4.interactions;
    const twice = { interactions: [one, { ...one, description: 'a Queue again' }] };
    expect(listReliances([inForce('store', twice, version('1'))], { path: '$.size' })).toMatchObject([
      { wants: 'an integer', interactions: ['a Queue', 'a Queue again'], rules: [{ match: 'integer' }] },
    ]);
  });
});

test('the table names consumer, version, where it is and how strictly it relies on the field', () => {
  const table = relianceReport(listReliances(pacts, { path: '$.level' }), 'core $.level');
  expect(table.replace(/ {2,}/g, ' | ').split('\n')).toEqual([
    ' | field | consumer | version | where | relies on | interactions',
    ' | Queue.level | store | 1 (main) | test | matches ^(ok|soft)$ | a Queue',
    ' | Queue.level | store | 2 (main) | - | matches ^(ok|soft)$ | a Queue',
    ' | response body $.level | web | 7 (main) | production | matches ^(ok|soft)$ | a request for a queue',
    ' | response body Queue.level | batch | 9 (main) | - | matches ^(ok|soft)$ | a Queue on request',
    '',
    '3 consumers rely on core $.level.',
  ]);
  expect(relianceReport([], 'core')).toBe('Nobody relies on core, as far as the pacts in force say.');
});
