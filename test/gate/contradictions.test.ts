import { canIDeploy } from '../../src/gate/can-i-deploy.ts';
import type { Question } from '../../src/gate/question.ts';
import { startServer, type TestServer } from '../support/test-server.ts';

/** The response to a question about osprey 1.0, which is verified with wren 1 and heron 7. */
interface Response {
  summary: Record<string, unknown>;
  notices: object[];
  matrix: Record<string, unknown>[];
}

const row = (consumer: string, version: string, providerVersion = '1.0', success: boolean | null = true) => ({
  consumer: { name: consumer, version: { number: version } },
  provider: { name: 'osprey', version: { number: providerVersion } },
  verificationResult: success === null ? null : { success, _links: { self: { href: 'http://b/results/1' } } },
});
const success = { type: 'success', text: 'All required verification results are published and successful' };

const honest = (): Response => ({
  summary: { deployable: true, reason: success.text, success: 2, failed: 0, unknown: 0 },
  notices: [success],
  matrix: [row('wren', '1'), row('heron', '7')],
});

/** The honest response with other values of the summary. */
const summary = (values: object) => ({ ...honest(), summary: { ...honest().summary, ...values } });
/** The honest response with another second row. */
const withRow = (second: object) => ({ ...honest(), matrix: [row('wren', '1'), second] });
const ignored = (one: object) => ({ ...one, ignored: true });
const notice = (type: string) => ({ ...honest(), notices: [success, { type, text: 'a pact has failed' }] });
const text = JSON.stringify(honest());

type Lie = [name: string, body: object | string, status?: number, headers?: Record<string, string>];

/** Every one of them says `deployable: true`, or would be read as it. */
const lies: Lie[] = [
  ['failed is 3', summary({ failed: 3 })],
  ['failed is 1 and unknown is 1', summary({ failed: 1, unknown: 1 })],
  ['unknown is 3', summary({ unknown: 3 })],
  ['failed is negative', summary({ failed: -1 })],
  ['unknown is negative', summary({ unknown: -2 })],
  ['success is negative', summary({ success: -2 })],
  ['failed is a fraction', summary({ failed: 0.5 })],
  ['failed is a text', summary({ failed: '0' })],
  ['failed is null', summary({ failed: null })],
  ['failed is missing', summary({ failed: undefined })],
  ['unknown is missing', summary({ unknown: undefined })],
  ['success is missing', summary({ success: undefined })],
  ['success is 5 and there are no rows', { ...summary({ success: 5 }), matrix: [] }],
  ['success is 0 and there are two rows', summary({ success: 0 })],
  ['success is 3 and there are two rows', summary({ success: 3 })],
  ['success is 2 and one row is ignored', withRow(ignored(row('heron', '7')))],
  ['a row has failed', withRow(row('heron', '7', '1.0', false))],
  ['a row has failed, and success is 1', { ...summary({ success: 1 }), matrix: [row('wren', '1', '1.0', false)] }],
  ['a row is not verified', withRow(row('heron', '7', '1.0', null))],
  [
    'a row without a result is not counted',
    { ...summary({ success: 1 }), matrix: [row('wren', '1'), row('heron', '7', '1.0', null)] },
  ],
  [
    'a failed row is not counted',
    { ...summary({ success: 1 }), matrix: [row('wren', '1'), row('heron', '7', '1.0', false)] },
  ],
  ['a row has no field for its result', withRow({ ...row('heron', '7'), verificationResult: undefined })],
  ['a result says neither', withRow({ ...row('heron', '7'), verificationResult: {} })],
  ['a result says "true"', withRow({ ...row('heron', '7'), verificationResult: { success: 'true' } })],
  ['a result says 1', withRow({ ...row('heron', '7'), verificationResult: { success: 1 } })],
  ['a row is about another version', withRow(row('heron', '7', '0.9'))],
  ['all rows are about another version', { ...honest(), matrix: [row('wren', '1', '0.9'), row('heron', '7', '0.9')] }],
  ['a row is about no version', withRow({ ...row('heron', '7'), provider: { name: 'osprey', version: null } })],
  [
    'an ignored row is about another version',
    { ...summary({ success: 1 }), matrix: [row('wren', '1'), ignored(row('heron', '7', '0.9'))] },
  ],
  [
    'a row is about other pacticipants',
    withRow({ ...row('heron', '7'), provider: { name: 'wren', version: { number: '1.0' } } }),
  ],
  [
    'an ignored row is about other pacticipants',
    {
      ...summary({ success: 1 }),
      matrix: [
        row('wren', '1'),
        ignored({ ...row('heron', '7'), provider: { name: 'wren', version: { number: '1.0' } } }),
      ],
    },
  ],
  ['a row names no provider', withRow({ ...row('heron', '7'), provider: {} })],
  ['a row names no consumer', withRow({ ...row('heron', '7'), consumer: undefined })],
  ['a row occurs twice', withRow(row('wren', '1'))],
  ['a row is null', { ...honest(), matrix: [row('wren', '1'), null] }],
  ['the rows are an object', { ...honest(), matrix: {} }],
  ['there are no rows at all', { ...honest(), matrix: undefined }],
  ['a notice of type error', notice('error')],
  ['a notice of type danger', notice('danger')],
  ['a notice of an unknown type', notice('fatal')],
  ['a notice without a type', { ...honest(), notices: [{ text: 'a pact has failed' }] }],
  ['notices that are a text', { ...honest(), notices: 'none' }],
  ['deployable is "true"', summary({ deployable: 'true' })],
  ['deployable is 1', summary({ deployable: 1 })],
  ['deployable is a list', summary({ deployable: [true] })],
  ['deployable is missing', summary({ deployable: undefined })],
  ['there is no summary', { ...honest(), summary: undefined }],
  ['the reason is missing', summary({ reason: undefined })],
  ['deployable twice, false first', text.replace('"deployable":true', '"deployable":false,"deployable":true')],
  ['deployable twice, true first', text.replace('"deployable":true', '"deployable":true,"deployable":true')],
  ['deployable twice, once escaped', text.replace('"deployable":true', '"deployable":false,"deploy\\u0061ble":true')],
  ['failed twice', text.replace('"failed":0', '"failed":3,"failed":0')],
  ['two summaries', text.replace('{"summary"', '{"summary":{"deployable":false},"summary"')],
  ['two matrices', text.replace('"matrix"', '"matrix":[],"matrix"')],
  ['a success twice in a row', text.replace('"success":true', '"success":false,"success":true')],
  ['half of the text', text.slice(0, text.length / 2)],
  ['text after the end', `${text}{}`],
  ['a list around it', `[${text}]`],
  ['only "true"', 'true'],
  ['nothing', ''],
  ['status 201', honest(), 201],
  ['status 202', honest(), 202],
  ['status 203', honest(), 203],
  ['status 206', honest(), 206],
  ['status 226', honest(), 226],
  ['status 404', honest(), 404],
  ['status 302', honest(), 302],
  ['status 500', honest(), 500],
  ['status 401', honest(), 401],
  ['an Age of two days', honest(), 200, { age: '172800' }],
  ['an Age of a minute', honest(), 200, { age: '60' }],
  ['an Age that is no number', honest(), 200, { age: 'old' }],
  ['a web page', honest(), 200, { 'content-type': 'text/html' }],
];

const questions: [string, Question][] = [
  ['can-i-deploy', { pacticipant: 'osprey', version: '1.0', to: { environment: 'production' } }],
  ['can-i-merge', { pacticipant: 'osprey', version: '1.0', to: 'main branches' }],
];

describe.each(questions)('%s', (_, question) => {
  const cacheControl: (string | undefined)[] = [];
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  /** The verdict, or the code of the error. */
  async function ask(body: object | string, status = 200, headers: Record<string, string> = {}): Promise<string> {
    const type = { 'content-type': 'application/hal+json' };
    server = await startServer((request, response) => {
      cacheControl.push(request.headers['cache-control']);
      response.writeHead(status, { ...type, ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    return canIDeploy(server, question).then(
      ({ verdict }) => verdict,
      ({ code, exitCode }) => `${exitCode} ${code}`,
    );
  }

  test.each(lies)('is not satisfied: %s', async (...[, ...response]) => {
    expect(await ask(...response)).toMatch(/^2 BROKER_/);
  });

  test('an honest response is a yes', async () => {
    expect(await ask(honest())).toBe('yes');
  });

  test('the request forbids caches to answer', async () => {
    await ask(honest());
    expect(new Set(cacheControl)).toEqual(new Set(['no-store']));
  });

  test('a failed row that is ignored is a yes', async () => {
    const matrix = [row('wren', '1'), ignored(row('heron', '7', '1.0', false))];
    expect(await ask({ ...summary({ success: 1, ignored: 1 }), matrix })).toBe('yes');
  });

  test('names that differ in case are a yes', async () => {
    const matrix = [
      row('wren', '1'),
      { ...row('heron', '7'), provider: { name: 'Osprey', version: { number: '1.0' } } },
    ];
    expect(await ask({ ...honest(), matrix })).toBe('yes');
  });

  test('a failure beside a missing result is a no', async () => {
    expect(await ask(summary({ deployable: null, failed: 1, unknown: 1 }))).toBe('no');
  });
});
