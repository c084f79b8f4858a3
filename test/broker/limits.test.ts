import { connect } from 'node:net';
import { useBroker } from '../support/use-broker.ts';

/** Requests beyond a limit are refused with a message that names the limit. */
describe('limits', () => {
  const broker = useBroker();

  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const tooDeep = 'JSON is nested too deeply: this broker accepts up to 50 levels.';

  test.each([
    ['JSON', 'POST', '/environments'],
    ['a pact', 'PUT', '/pacts/provider/core/consumer/pipeline/version/1'],
  ])('JSON that is nested too deeply is refused: %s', async (_, method, path) => {
    for (const levels of [51, 50_000]) {
      const { status, body } = await broker.ask(method, path, nested(levels));
      expect([status, body]).toEqual([400, { error: tooDeep }]);
    }
    expect((await broker.ask(method, path, nested(50))).body.error).toBeUndefined();
  });

  test('a URL that is too long is refused', async () => {
    const { status, body } = await broker.ask('GET', `/pacticipants?q=${'x'.repeat(20_000)}`);
    expect([status, body]).toEqual([414, { error: 'The URL is too long: this broker accepts up to 16 KiB.' }]);
  });

  test.each([
    ['in a body', 'POST', '/pacticipants', { name: 'x'.repeat(501) }, 'name'],
    ['in a path', 'PUT', `/pacticipants/${'x'.repeat(501)}/versions/1`, {}, 'pacticipant'],
  ])('a name that is too long is refused: %s', async (_, method, path, sent, field) => {
    const { status, body } = await broker.ask(method, path, sent);
    expect([status, body]).toEqual([400, { errors: { [field]: ['cannot be longer than 500 characters'] } }]);
  });
});

describe('clients that do not finish a request', () => {
  const timeouts = { headersTimeout: 1_500, requestTimeout: 2_500, connectionsCheckingInterval: 100 };
  const broker = useBroker({ timeouts });

  /** Sends this and nothing more; gives what comes back until the broker hangs up. */
  function say(text: string): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(Number(new URL(broker.url).port), '127.0.0.1', () => socket.write(text));
      let heard = '';
      socket.on('data', (chunk) => {
        heard += chunk;
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(heard));
    });
  }

  test.each([
    ['headers that are too long', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(60_000)}\r\n\r\n`, 431, 'up to 48 KiB'],
    ['headers that never end', 'GET / HTTP/1.1\r\nHost: x\r\n', 408, 'did not arrive in time'],
    [
      'a body that never ends',
      'POST /pacticipants HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
      ...([408, 'did not arrive in time'] as const),
    ],
    ['a request that is not HTTP', 'hello\r\n\r\n', 400, 'not a request'],
  ])('the broker reports %s and closes the connection', async (_, text, status, words) => {
    const heard = await say(text);
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(heard.split('\r\n\r\n')[1] ?? '').error).toContain(words);
  });

  test('slow clients do not delay others', async () => {
    const slow = Array.from({ length: 50 }, () => say('GET / HTTP/1.1\r\nHost: x\r\n'));
    expect((await broker.ask('GET', '/')).status).toBe(200);
    const answers = await Promise.all(slow);
    expect(answers.filter((heard) => !heard.startsWith('HTTP/1.1 408'))).toEqual([]);
  });
});
