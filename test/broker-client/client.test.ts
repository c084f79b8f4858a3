import { type BrokerAccess, BrokerClient, hideSecrets } from '../../src/broker-client/client.ts';
import { json, nobody, redirect, silence, startServer, type TestServer, webPage } from '../support/test-server.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

const ask = (access: Partial<BrokerAccess> = {}) =>
  new BrokerClient({ url: server?.url ?? '', ...access }, { timeoutMs: 300 }).get('/matrix');

describe('a broker that cannot be asked is told apart from one that says no', () => {
  test.each([
    ['401', json(401, { error: 'who are you' }), 'BROKER_UNAUTHORIZED', 2],
    ['403', json(403, {}), 'BROKER_UNAUTHORIZED', 2],
    ['500', json(500, { error: { message: 'boom' } }), 'BROKER_FAILED', 2],
    ['429, too busy', json(429, {}), 'BROKER_FAILED', 2],
    ['400 without a word', json(400, { timestamp: 1 }), 'BROKER_FAILED', 2],
    ['a web page', webPage, 'BROKER_NOT_HAL', 2],
    ['a redirect', redirect, 'BROKER_NOT_HAL', 2],
    ['JSON that is no object', json(200, ['a']), 'BROKER_NOT_HAL', 2],
    ['a 404 that is no JSON', json(404, {}, 'text/plain'), 'BROKER_NOT_HAL', 2],
    ['no answer in time', silence, 'BROKER_UNREACHABLE', 2],
    ['404', json(404, { error: 'not here' }), 'NOT_FOUND', 1],
    ['400 with a list of errors', json(400, { errors: ['Pacticipant x not found'] }), 'BROKER_REFUSED', 1],
    ['400 with errors by field', json(400, { errors: { name: ['is missing', 'is bad'] } }), 'BROKER_REFUSED', 1],
  ])('%s', async (_, answer, code, exitCode) => {
    server = await startServer(answer);
    await expect(ask()).rejects.toMatchObject({ code, exitCode });
  });

  test('nobody at the address, with the reason', async () => {
    await expect(ask({ url: await nobody() })).rejects.toThrow(/127.0.0.1:\d+ \(ECONNREFUSED\) cannot be reached/);
  });
});

test('the broker refuses in its own words', async () => {
  server = await startServer(json(400, { errors: { name: ['is missing', 'is bad'], '': ['all wrong'] } }));
  await expect(ask()).rejects.toThrow('refused the request: name is missing, is bad; all wrong');
});

test('a redirect is named, not followed', async () => {
  server = await startServer(redirect);
  await expect(ask()).rejects.toThrow('a redirect to http://127.0.0.1:1/matrix');
});

test('what may pass is tried three times, and a first answer that comes is taken', async () => {
  const statuses = [503, 503, 200];
  server = await startServer((_, response) => json(statuses.shift() ?? 500, { fine: true })(_, response));
  await expect(ask()).resolves.toEqual({ fine: true });
});

test('a link is followed at the address we were given, not at the one that the broker believes it has', async () => {
  server = await startServer(json(200, {}));
  await new BrokerClient({ url: server.url }).get('http://inside.example.org:9292/pacts?a=1');
  expect(server.requests).toEqual(['GET /pacts?a=1']);
});

test.each([
  ['a token', { token: 'top-secret' }, 'Bearer top-secret'],
  ['user and password', { username: 'ann', password: 'hush' }, 'Basic YW5uOmh1c2g='],
  ['a token before a user', { token: 'top-secret', username: 'ann' }, 'Bearer top-secret'],
  ['nothing', {}, undefined],
])('logs in with %s', async (_, access, header) => {
  server = await startServer(json(200, {}));
  await ask(access);
  expect(server.authorizations).toEqual([header]);
});

test('a broker that quotes the credentials does not get them printed', async () => {
  server = await startServer((request, response) =>
    json(400, { error: `bad header ${request.headers.authorization}` })(request, response),
  );
  await expect(ask({ token: 'top-secret' })).rejects.toThrow('bad header Bearer ********');
  await expect(ask({ username: 'ann', password: 'hush' })).rejects.toThrow('bad header Basic ********');
});

test('secrets are hidden wherever they stand, and nothing else is', () => {
  const access = { url: 'http://b', username: 'ann', password: 'hush' };
  expect(hideSecrets('ann said hush and YW5uOmh1c2g=', access)).toBe('ann said ******** and ********');
  expect(hideSecrets('nothing secret', { url: 'http://b' })).toBe('nothing secret');
});
