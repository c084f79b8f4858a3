import { fieldsOf } from '../../src/impact/fields.ts';
import { interactionsOf } from '../../src/impact/interactions.ts';
import { describeRules } from '../../src/impact/rule.ts';
import { http2, http4, message3, message4, reply4 } from './pacts.ts';

/** The fields of a pact's first interaction, as `part path: rule`. */
function describeFields(pact: object): string[] {
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

const bodyOf = (part: string) => body.map((line) => `${part} ${line}`);

describe('fieldsOf lists every field with its rule', () => {
  test.each([
    ['HTTP of specification 2', http2, 'exactly 200'],
    ['HTTP of specification 4', http4, 'the rule statusCode {"status":"success"}'],
  ])('of %s', (_, pact, status) => {
    expect(describeFields(pact)).toEqual([
      'request method : exactly "GET"',
      'request path : exactly "/queue"',
      'request query page: a string',
      `response status : ${status}`,
      'response header Location: matches ^/queues',
      ...bodyOf('response body'),
    ]);
  });

  test('of a message of specification 3', () => {
    expect(describeFields(message3)).toEqual([...bodyOf('body'), 'metadata topic: a string']);
  });

  test('of a message of specification 4', () => {
    expect(describeFields(message4)).toEqual([...bodyOf('body'), 'metadata topic: exactly "queues"']);
  });

  test('of a synchronous message', () => {
    expect(describeFields(reply4)).toEqual([
      'request body $.id: an integer',
      ...bodyOf('response body'),
      'response metadata topic: exactly "q"',
    ]);
  });
});
