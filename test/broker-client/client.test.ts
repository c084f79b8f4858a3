import { type BrokerAccess, redactSecrets } from '../../src/broker-client/access.ts';
import { BrokerClient } from '../../src/broker-client/client.ts';
import { HANG_LIMIT_MS } from '../support/hang-limit.ts';
import { json, nobody, redirect, silence, startServer, type TestServer, webPage } from '../support/test-server.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

const connect = (access: Partial<BrokerAccess> = {}, timeoutMs = HANG_LIMIT_MS) =>
  new BrokerClient({ url: server?.url ?? '', ...access }, { timeoutMs });
const ask = (access?: Partial<BrokerAccess>, timeoutMs?: number) => connect(access, timeoutMs).get('/matrix');

describe('the error code for a response', () => {
  test.each([
    ['401', json(401, { error: 'unauthorized' }), 'BROKER_UNAUTHORIZED', 2],
    ['403', json(403, {}), 'BROKER_UNAUTHORIZED', 2],
    ['500', json(500, { error: { message: 'boom' } }), 'BROKER_FAILED', 2],
    ['429', json(429, {}), 'BROKER_FAILED', 2],
    ['400 without a message', json(400, { timestamp: 1 }), 'BROKER_FAILED', 2],
    ['a web page', webPage, 'BROKER_NOT_HAL', 2],
    ['a redirect', redirect, 'BROKER_NOT_HAL', 2],
    ['JSON that is not an object', json(200, ['a']), 'BROKER_NOT_HAL', 2],
    ['a 404 that is not JSON', json(404, {}, 'text/plain'), 'BROKER_NOT_HAL', 2],
    ['404', json(404, { error: 'not found' }), 'NOT_FOUND', 1],
    ['400 with a list of errors', json(400, { errors: ['Pacticipant x not found'] }), 'BROKER_REFUSED', 1],
    ['400 with errors by field', json(400, { errors: { name: ['is missing', 'is bad'] } }), 'BROKER_REFUSED', 1],
  ])('%s', async (_, handler, code, exitCode) => {
    server = await startServer(handler);
    await expect(ask()).rejects.toMatchObject({ code, exitCode });
  });

  test('no response in time', async () => {
    server = await startServer(silence);
    await expect(ask({}, 300)).rejects.toMatchObject({ code: 'BROKER_UNREACHABLE', exitCode: 2 });
  });

  test('an unreachable address, with the reason', async () => {
    await expect(ask({ url: nobody })).rejects.toThrow(/127.0.0.1:\d+ \(ECONNREFUSED\) cannot be reached/);
  });
});

test('find returns undefined for a 404', async () => {
  server = await startServer(json(404, { error: 'not found' }));
  await expect(connect().find('/pacticipants/a')).resolves.toBeUndefined();
});

test('find fails for any other error', async () => {
  server = await startServer(json(403, {}));
  await expect(connect().find('/pacticipants/a')).rejects.toMatchObject({ code: 'BROKER_UNAUTHORIZED' });
});

test("a refusal has the broker's message", async () => {
  server = await startServer(json(400, { errors: { name: ['is missing', 'is bad'], '': ['all wrong'] } }));
  await expect(ask()).rejects.toThrow('refused the request: name is missing, is bad; all wrong');
});

test('a redirect is reported, not followed', async () => {
  server = await startServer(redirect);
  await expect(ask()).rejects.toThrow('a redirect to http://127.0.0.1:1/matrix');
});

test('a transient error is retried twice', async () => {
  const statuses = [503, 503, 200];
  server = await startServer((_, response) => json(statuses.shift() ?? 500, { ok: true })(_, response));
  await expect(ask()).resolves.toEqual({ ok: true });
});

test('a link is followed at the configured address', async () => {
  server = await startServer(json(200, {}));
  await new BrokerClient({ url: server.url }).get('http://inside.example.org:9292/pacts?a=1');
  expect(server.requests).toEqual(['GET /pacts?a=1']);
});

test.each([
  ['a token', { token: 'top-secret' }, 'Bearer top-secret'],
  ['user and password', { username: 'ann', password: 'hush' }, 'Basic YW5uOmh1c2g='],
  ['a token before a user', { token: 'top-secret', username: 'ann' }, 'Bearer top-secret'],
  ['nothing', {}, undefined],
])('sends %s', async (_, access, header) => {
  server = await startServer(json(200, {}));
  await ask(access);
  expect(server.authorizations).toEqual([header]);
});

test.each(['.example.org/pacts', '@example.org/pacts', '8/pacts', 'ftp://example.org'])(
  'the link %s, which would lead to another server, is not followed',
  async (link) => {
    server = await startServer(json(200, {}));
    await expect(connect().get(link)).rejects.toMatchObject({ code: 'BROKER_NOT_HAL', exitCode: 2 });
    expect(server.requests).toEqual([]);
  },
);

test('credentials in the message of a broker are redacted', async () => {
  server = await startServer((request, response) =>
    json(400, { error: `bad header ${request.headers.authorization}` })(request, response),
  );
  await expect(ask({ token: 'top-secret' })).rejects.toThrow('bad header Bearer ********');
  await expect(ask({ username: 'ann', password: 'hush' })).rejects.toThrow('bad header Basic ********');
});

test('redactSecrets replaces the password and the Basic credentials', () => {
  const access = { url: 'http://b', username: 'ann', password: 'hush' };
  expect(redactSecrets('user ann, hush and YW5uOmh1c2g=', access)).toBe('user ann, ******** and ********');
});

test('redactSecrets does not change a text without secrets', () => {
  expect(redactSecrets('no secrets', { url: 'http://b' })).toBe('no secrets');
});
