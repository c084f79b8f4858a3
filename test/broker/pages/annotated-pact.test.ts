import { type AnnotatedInteraction, annotatePact } from '../../../src/broker/pages/pact/annotated-pact.ts';
import { comparePacts } from '../../../src/broker/pages/pact/pact-changes.ts';
import { parseTestResults } from '../../../src/broker/pages/pact/test-results.ts';

/** One line for each field: `body $.level: exactly "soft"`. */
function fieldLines(interactions: readonly AnnotatedInteraction[]): string[] {
  const fields = interactions.flatMap(({ parts }) => parts.flatMap((part) => part.fields));
  return fields.map(({ part, path, rule, mismatches }) =>
    [`${part} ${path}: ${rule}`, ...mismatches.map(({ message }) => message)].join(' ✘ '),
  );
}

const annotate = async (pact: object, results: object[] = []) =>
  annotatePact(JSON.stringify(pact), await parseTestResults(JSON.stringify(results)));

describe('annotatePact', () => {
  test('describes the rules of specification 2, HTTP', async () => {
    const response = { status: 200, headers: { 'Content-Type': 'application/json' }, body: { id: 1, name: 'a' } };
    const matchingRules = {
      '$.body.id': { match: 'type' },
      '$.headers.Content-Type': { match: 'regex', regex: 'json' },
    };
    const request = { method: 'GET', path: '/x', query: 'a=1' };
    const pact = {
      interactions: [{ description: 'one', providerState: 'there', request, response: { ...response, matchingRules } }],
    };
    expect(fieldLines(await annotate(pact))).toEqual([
      'request method : exactly "GET"',
      'request path : exactly "/x"',
      'request query a: exactly "1"',
      'response status : exactly 200',
      'response header Content-Type: matches json',
      'response body $.id: a number',
      'response body $.name: exactly "a"',
    ]);
  });

  test('describes the rules of specification 3, a message', async () => {
    const matchingRules = { body: { '$.items': { matchers: [{ match: 'type', min: 2 }] } } };
    const pact = {
      messages: [{ description: 'm', contents: { items: [{ n: 1 }] }, metadata: { topic: 't' }, matchingRules }],
    };
    expect(fieldLines(await annotate(pact))).toEqual([
      'body $.items: a list of 2 or more',
      'body $.items[*]: ',
      'body $.items[*].n: a number',
      'metadata topic: exactly "t"',
    ]);
  });

  test('describes the rules of specification 4, a request and its reply', async () => {
    const contents = (content: object) => ({ contents: { content, contentType: 'application/json', encoded: false } });
    const matchingRules = { body: { '$.ok': { matchers: [{ match: 'boolean' }] } } };
    const interaction = {
      type: 'Synchronous/Messages',
      description: 's',
      pending: true,
      request: contents({ ask: 'x' }),
      response: [{ ...contents({ ok: true }), matchingRules }],
    };
    const [found] = await annotate({ interactions: [interaction] });
    expect(found).toMatchObject({ kind: 'request and reply', pending: true });
    expect(fieldLines(found ? [found] : [])).toEqual([
      'request body $.ask: exactly "x"',
      'response body $.ok: true or false',
    ]);
  });

  test.each([
    ['text', 'text/plain', 'Grüße\n', { bytes: 8, text: 'Grüße\n' }, 'exactly this text'],
    ['JSON', 'application/json', '{"a":1}', { bytes: 7, text: '{"a":1}' }, 'exactly this text'],
    ['bytes', 'image/png', Buffer.from([0x89, 0x50, 0]), { bytes: 3, text: undefined }, 'exactly these bytes'],
    [
      'control characters',
      'application/protobuf',
      '\u0012\u0001',
      { bytes: 2, text: undefined },
      'exactly these bytes',
    ],
  ])('describes %s that are in the pact as base64', async (_, contentType, body, encoded, rule) => {
    const wrapper = { content: Buffer.from(body).toString('base64'), contentType, encoded: 'base64' };
    const http = {
      type: 'Synchronous/HTTP',
      description: 'h',
      request: { method: 'POST', path: '/', body: wrapper },
      response: {},
    };
    const replies = {
      type: 'Synchronous/Messages',
      description: 'r',
      request: {},
      response: [{}, { contents: wrapper }],
    };
    const note = { type: 'Asynchronous/Messages', description: 'a', contents: wrapper };
    const found = await annotate({ interactions: [http, replies, note] });
    const fields = found.map(({ parts }) => parts.flatMap((part) => part.fields).find((field) => field.encoded));
    expect(fields).toEqual(Array(3).fill(expect.objectContaining({ encoded: { contentType, ...encoded }, rule })));
  });

  test('a body of specification 3 is base64 under a binary content type only', async () => {
    const contents = Buffer.from('%PDF').toString('base64');
    const typed = (contentType: string) => ({ description: contentType, contents, metaData: { contentType } });
    const [pdf, plain] = await annotate({ messages: [typed('application/pdf'), typed('text/plain')] });
    expect(pdf?.parts[0]?.fields[0]).toMatchObject({ encoded: { bytes: 4, contentType: 'application/pdf' } });
    expect(plain?.parts[0]?.fields[0]).not.toHaveProperty('encoded');
  });

  const message = (contents: object) => ({ messages: [{ _id: 'i1', description: 'm', contents }] });
  const failed = (...mismatches: object[]) => [{ interactionId: 'i1', success: false, mismatches }];

  test('puts mismatches and missing keys at their fields', async () => {
    const result = failed(
      { attribute: 'body', identifier: '$.level', description: "Expected 'slow' to be equal to 'soft'" },
      { attribute: 'body', identifier: '$', description: 'Actual map is missing the following keys: ts' },
      { attribute: 'body', identifier: '$.list[1].a', description: 'no' },
    );
    expect(fieldLines(await annotate(message({ level: 'soft', ts: 1, list: [{ a: 1 }, { a: 2 }] }), result))).toEqual([
      `body $.level: exactly "soft" ✘ Expected 'slow' to be equal to 'soft'`,
      'body $.ts: exactly 1 ✘ It is missing',
      'body $.list: ',
      'body $.list[0]: ',
      'body $.list[0].a: exactly 1',
      'body $.list[1]: ',
      'body $.list[1].a: exactly 2 ✘ no',
    ]);
  });

  test('lists mismatches that belong to no field separately', async () => {
    const result = [{ interactionId: 'i1', success: false, exceptions: [{ message: 'no connection' }] }];
    expect((await annotate(message({ a: 1 }), result))[0]).toMatchObject({
      success: false,
      otherMismatches: [{ message: 'no connection' }],
    });
  });

  test('parses the failed tests of the Ruby verifier', async () => {
    const interactionDescription = 'm';
    const message = [
      'Actual: {"level":"slow"}',
      '',
      'Diff',
      '\u001b[31m-"soft"\u001b[0m',
      '',
      'Description of differences',
      '-----',
      '* Expected "soft" but got "slow" at $.level',
      '* Could not find key "ts" (keys: level) at $',
    ].join('\n');
    const tests = [
      { testDescription: 'has status code 200', status: 'passed', interactionDescription },
      { testDescription: 'has a matching body', status: 'failed', interactionDescription, exception: { message } },
    ];
    const contents = { level: 'soft', ts: 80.0 };
    const [found] = await annotatePact(
      JSON.stringify({ messages: [{ _id: 'i1', description: 'm', contents }] }),
      await parseTestResults(JSON.stringify({ tests, summary: { failureCount: 1 } })),
    );
    expect(found?.success).toBe(false);
    expect(fieldLines(found ? [found] : [])).toEqual([
      'body $.level: exactly "soft" ✘ Expected "soft" but got "slow"',
      'body $.ts: exactly 80 ✘ It is missing',
    ]);
  });

  test('ignores a result for another provider state', async () => {
    const test = { status: 'failed', interactionDescription: 'm', interactionProviderState: 'other' };
    const pact = { messages: [{ description: 'm', contents: { a: 1 }, providerStates: [{ name: 'this' }] }] };
    const [found] = await annotatePact(JSON.stringify(pact), await parseTestResults(JSON.stringify({ tests: [test] })));
    expect(found?.success).toBe(undefined);
  });

  test('keeps numbers as they are written in the pact', async () => {
    const contents = '{"a":80.0,"b":[{"c":1e400}],"d":12345678901234567890}';
    const rules = '{"body":{"$.b":{"matchers":[{"match":"type"}]}}}';
    const interactions = await annotatePact(
      `{"messages":[{"description":"m","contents":${contents},"metadata":{"n":1.0},"matchingRules":${rules}}]}`,
      [],
    );
    const fields = interactions.flatMap(({ parts }) => parts.flatMap((part) => part.fields));
    expect(fields.filter(({ hasChildren }) => !hasChildren).map(({ path, text, rule }) => [path, text, rule])).toEqual([
      ['$.a', '80.0', 'exactly 80.0'],
      ['$.b[*].c', '1e400', 'a number'],
      ['$.d', '12345678901234567890', 'exactly 12345678901234567890'],
      ['n', '1.0', 'exactly 1.0'],
    ]);
  });

  test('ignores results in unknown formats', async () => {
    expect(await parseTestResults('{"tests":[{"status":"failed"}]}')).toEqual([]);
    expect(await parseTestResults(null)).toEqual([]);
  });
});

test('comparePacts lists changes by field', async () => {
  const pact = (contents: object, description = 'm') => ({ messages: [{ description, contents }] });
  const changes = await comparePacts(
    await annotate(pact({ level: 'soft', old: 1, same: true })),
    await annotate(pact({ level: 'slow', new: 2, same: true })),
  );
  const fieldChanges = changes.flatMap(({ fields }) =>
    fields.map(({ path, before, after }) => [path, before?.rule, after?.rule]),
  );
  expect(fieldChanges).toEqual([
    ['$.level', 'exactly "soft"', 'exactly "slow"'],
    ['$.old', 'exactly 1', undefined],
    ['$.new', undefined, 'exactly 2'],
  ]);
  const others = await comparePacts(await annotate(pact({})), await annotate(pact({}, 'other')));
  expect(others.map(({ kind }) => kind)).toEqual(['added', 'removed']);
  expect(await comparePacts(await annotate(pact({ a: 1 })), await annotate(pact({ a: 1 })))).toEqual([]);
});
