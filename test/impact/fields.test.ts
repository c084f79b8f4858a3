import { fieldsOf } from '../../src/impact/fields.ts';
import { interactionsOf } from '../../src/impact/interactions.ts';
import { describeRules } from '../../src/impact/rule.ts';
import { http2, http4, message3, message4, reply4 } from './pacts.ts';

/** `part path: what is wanted`, of a pact's first interaction. */
function wanted(pact: object): string[] {
  const [interaction] = interactionsOf(pact);
  return fieldsOf(interaction ?? { description: '', states: [], kind: 'message', parts: [] })
    .filter(({ hasChildren, rules }) => !hasChildren || rules.rules.length > 0)
    .map(({ part, path, rules, example }) => `${part} ${path}: ${describeRules(rules, example)}`);
}

const body = [
  '$.size: an integer',
  '$.level: matches ^(ok|soft)$',
  '$.source: a string',
  '$.items: a list of 1 or more',
  '$.items[*]: an object',
  '$.items[*].price: a number with decimal places',
  '$.items[*].tags: a list',
  '$.items[*].tags[*]: a string',
  '$.pinned.a: exactly 1',
];

const of = (part: string) => body.map((line) => `${part} ${line}`);

describe('what an interaction relies on, in every specification', () => {
  test.each([
    ['HTTP of specification 2', http2, 'exactly 200'],
    ['HTTP of specification 4', http4, 'the rule statusCode {"status":"success"}'],
  ])('%s', (_, pact, status) => {
    expect(wanted(pact)).toEqual([
      'request method : exactly "GET"',
      'request path : exactly "/queue"',
      'request query page: a string',
      `response status : ${status}`,
      'response header Location: matches ^/queues',
      ...of('response body'),
    ]);
  });

  test('messages of specification 3', () => {
    expect(wanted(message3)).toEqual([...of('body'), 'metadata topic: a string']);
  });

  test('messages of specification 4', () => {
    expect(wanted(message4)).toEqual([...of('body'), 'metadata topic: exactly "queues"']);
  });

  test('a request and its reply', () => {
    const expected = ['request body $.id: an integer', ...of('response body'), 'response metadata topic: exactly "q"'];
    expect(wanted(reply4)).toEqual(expected);
  });
});
