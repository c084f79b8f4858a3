import { createApp } from '../../src/broker/app.ts';
import type { Access } from '../../src/broker/http/access.ts';
import { brokerSettings } from '../../src/broker/settings.ts';
import { openDatabase } from '../../src/broker/store/open-database.ts';

const now = () => new Date();
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const writer = basic('w', 'pässword:1');
const reader = basic('r', 'r1');
const access: Access = {
  write: { username: 'w', password: 'pässword:1' },
  read: { username: 'r', password: 'r1' },
  writeTokens: ['tw'],
  readTokens: ['tr'],
};

describe('access to the broker', () => {
  const send = async (given: Access, method: string, path: string, authorization?: string, accept?: string) => {
    const db = await openDatabase(':memory:', now);
    const app = createApp({ db, now, log: () => undefined, access: given });
    const body = method === 'POST' ? { body: '{"name":"Foo"}' } : {};
    const headers = {
      'content-type': 'application/json',
      ...(authorization && { authorization }),
      ...(accept && { accept }),
    };
    const answer = await app.request(path, { method, headers, ...body });
    await db.destroy();
    return answer;
  };

  test.each<[string, string, string, string | undefined, number]>([
    ['no credentials do not allow to read', 'GET', '/', undefined, 401],
    ['no credentials do not allow the heartbeat', 'GET', '/diagnostic/status/heartbeat', undefined, 401],
    ['write credentials allow to read', 'GET', '/', writer, 200],
    ['write credentials allow to write', 'POST', '/pacticipants', writer, 201],
    ['read credentials allow to read', 'GET', '/', reader, 200],
    [
      'read credentials allow to fetch pacts for verification',
      'POST',
      '/pacts/provider/Nope/for-verification',
      reader,
      404,
    ],
    ['read credentials do not allow to write (401)', 'POST', '/pacticipants', reader, 401],
    ['a wrong password is refused', 'GET', '/', basic('w', 'pässword:2'), 401],
    ['a password without a user is refused', 'GET', '/', basic('', 'pässword:1'), 401],
    ['a write token allows to write', 'POST', '/pacticipants', 'Bearer tw', 201],
    ['a read token allows to read', 'GET', '/', 'bearer tr', 200],
    ['a read token does not allow to write', 'POST', '/pacticipants', 'Bearer tr', 401],
    ['an unknown token is refused', 'GET', '/', 'Bearer nope', 401],
    ['an empty token is refused', 'GET', '/', 'Bearer ', 401],
    ['a token as user name is refused', 'GET', '/', basic('tw', ''), 401],
    ['another authentication scheme is refused', 'GET', '/', 'Digest x', 401],
  ])('%s', async (_, method, path, authorization, status) => {
    expect((await send(access, method, path, authorization)).status).toBe(status);
  });

  test('a 401 requests basic authentication', async () => {
    const { headers } = await send(access, 'GET', '/');
    expect(headers.get('www-authenticate')).toBe('Basic realm="Restricted area"');
  });

  const tokensOnly = { writeTokens: ['tw'], readTokens: ['tr'] };

  test.each<[string, Access, string, string, string | undefined, string]>([
    ['a broker with tokens only does not ask for a password', tokensOnly, 'GET', '/', undefined, 'Bearer'],
    ['signing in does not ask for a password that nobody has', tokensOnly, 'GET', '/sign-in', 'Bearer tr', 'Bearer'],
    [
      'a write does not ask for a password if passwords may only read',
      { read: { username: 'r', password: 'r1' }, writeTokens: ['tw'] },
      'POST',
      '/pacticipants',
      reader,
      'Bearer',
    ],
    ['a write asks for the password of a user who may write', access, 'POST', '/pacticipants', reader, 'Basic'],
  ])('%s', async (_, given, method, path, authorization, scheme) => {
    const { status, headers } = await send(given, method, path, authorization);
    expect([status, headers.get('www-authenticate')]).toEqual([401, `${scheme} realm="Restricted area"`]);
  });

  test.each<[string, Access, string | undefined, string[]]>([
    ['no credentials', access, undefined, ['<h1>Credentials required</h1>', 'Reload the page']],
    ['a wrong password', access, basic('w', 'x'), ['<h1>Wrong credentials</h1>', 'does not know', 'Reload the page']],
    ['a missing right', access, reader, ['<h1>The right to write is required</h1>', 'may only read']],
    ['a broker with tokens only', tokensOnly, undefined, ['requires a token, which a browser cannot send']],
  ])('the page for %s says what to do', async (_, given, authorization, texts) => {
    const page = await send(given, 'GET', '/sign-in', authorization, 'text/html');
    const html = await page.text();
    for (const text of texts) expect(html).toContain(text);
  });

  test('public read access does not allow to write', async () => {
    const open = { ...access, publicRead: true };
    expect((await send(open, 'GET', '/')).status).toBe(200);
    expect((await send(open, 'POST', '/pacticipants')).status).toBe(401);
  });

  test('a public heartbeat does not allow other diagnostics', async () => {
    const alive = { ...access, publicHeartbeat: true };
    expect((await send(alive, 'GET', '/diagnostic/status/heartbeat')).status).toBe(200);
    expect((await send(alive, 'GET', '/diagnostic/status/dependencies')).status).toBe(401);
  });

  test('a broker without credentials accepts every request', async () => {
    expect((await send({}, 'POST', '/pacticipants')).status).toBe(201);
  });
});

describe('the settings of a broker', () => {
  test('have the names of the official broker', () => {
    const settings = brokerSettings({
      PACT_BROKER_BASIC_AUTH_USERNAME: 'w',
      PACT_BROKER_BASIC_AUTH_PASSWORD: 'x',
      PACT_BROKER_ALLOW_PUBLIC_READ: 'true',
      PACT_BROKER_READ_TOKENS: 'a, b',
      PACT_BROKER_BASE_URLS: 'https://broker.example.org/ http://inside',
      PACT_BROKER_DATABASE_STATEMENT_TIMEOUT: '3',
      PACT_BROKER_WEBHOOK_HOST_WHITELIST: '*.example.org',
      PACT_BROKER_ENABLE_PUBLIC_BADGE_ACCESS: 'true',
      PACT_BROKER_BADGE_DEFAULT_CACHE_SETTING: 'max-age=60',
    });
    expect(settings).toEqual({
      access: {
        write: { username: 'w', password: 'x' },
        writeTokens: [],
        readTokens: ['a', 'b'],
        publicRead: true,
        publicHeartbeat: false,
        publicBadges: true,
      },
      badgeCacheControl: 'max-age=60',
      limits: {},
      baseUrls: ['https://broker.example.org', 'http://inside'],
      clientLimits: {},
      postgres: { statementTimeoutMs: 3000 },
      webhooks: { hosts: ['*.example.org'] },
    });
  });

  test.each([
    [{ PACT_BROKER_BASIC_AUTH_USERNAME: 'w' }, 'PACT_BROKER_BASIC_AUTH_PASSWORD'],
    [{ PACT_BROKER_BASIC_AUTH_READ_ONLY_PASSWORD: 'geheim' }, 'PACT_BROKER_BASIC_AUTH_READ_ONLY_USERNAME'],
    [{ PACT_BROKER_PUBLIC_HEARTBEAT: 'maybe' }, 'PACT_BROKER_PUBLIC_HEARTBEAT'],
    [{ PACT_BROKER_DATABASE_MAX_CONNECTIONS: 'many' }, 'PACT_BROKER_DATABASE_MAX_CONNECTIONS'],
  ])('an invalid setting is reported with its name: %j', (env, name) => {
    expect(() => brokerSettings(env as Record<string, string>)).toThrow(name);
    expect(() => brokerSettings(env as Record<string, string>)).not.toThrow(/geheim/);
  });
});
