import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { defaultLimits, type LimitName, limitSetting } from '../../src/broker/http/limits.ts';
import { brokerSettings } from '../../src/broker/settings.ts';
import { useBroker } from '../support/use-broker.ts';
import { waitUntil } from '../support/wait-until.ts';

/** Requests beyond a limit are refused with a message that names the limit. */
describe('limits', () => {
  const broker = useBroker();

  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const tooDeep = 'JSON is nested too deeply: this broker accepts up to 50 levels.';

  test.each([
    ['JSON', 'POST', '/environments'],
    ['a pact', 'PUT', '/pacts/provider/core/consumer/pipeline/version/1'],
  ])('JSON that is nested too deeply is refused: %s', async (_, method, path) => {
    for (const levels of [51, 30_000]) {
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

describe('the number of items in a request', () => {
  const limits = { selectors: 3, ignored: 3, tags: 3, contracts: 3, branches: 3, events: 3, headers: 3, contacts: 3 };
  const broker = useBroker({ limits });
  beforeAll(async () => {
    await broker.ask('PUT', '/pacticipants/A/versions/1', {});
    await broker.ask('PUT', '/pacticipants/B/versions/1', {});
  });

  const four = [1, 2, 3, 4];
  const query = (names: string) => four.map((n) => names.replaceAll('#', String(n))).join('&');
  const selectors = four.map(() => ({ mainBranch: true }));
  const contracts = four.map(() => ({}));
  const events = four.map(() => ({ name: 'contract_published' }));
  const headers = { a: '1', b: '2', c: '3', d: '4' };
  const publication = { pacticipantName: 'A', pacticipantVersionNumber: '1' };
  const environment = { name: 'x', production: false };
  const request = { method: 'POST', url: 'https://example.org' };

  test.each<[LimitName, string, string, unknown, string]>([
    [
      'selectors',
      'POST',
      '/pacts/provider/A/for-verification',
      { consumerVersionSelectors: selectors },
      'consumerVersionSelectors',
    ],
    [
      'selectors',
      'GET',
      `/pacts/provider/A/for-verification?${query('consumer_version_selectors[][tag]=#')}`,
      undefined,
      'consumerVersionSelectors',
    ],
    ['tags', 'POST', '/pacts/provider/A/for-verification', { providerVersionTags: four }, 'providerVersionTags'],
    ['selectors', 'GET', `/matrix?${query('q[][pacticipant]=A&q[][version]=#')}`, undefined, 'q'],
    ['ignored', 'GET', `/matrix?q[][pacticipant]=A&${query('ignore[][pacticipant]=B#')}`, undefined, 'ignore'],
    ['ignored', 'GET', `/can-i-deploy?pacticipant=A&version=1&to=x&${query('ignore[]=B#')}`, undefined, 'ignore'],
    ['tags', 'PUT', '/pacticipants/A/versions/1', { tags: four.map((name) => ({ name: String(name) })) }, 'tags'],
    ['tags', 'POST', '/contracts/publish', { ...publication, contracts: [{}], tags: four.map(String) }, 'tags'],
    ['contracts', 'POST', '/contracts/publish', { ...publication, contracts }, 'contracts'],
    ['branches', 'DELETE', `/pacticipants/A/branches?${query('exclude[]=#')}`, undefined, 'exclude'],
    ['events', 'POST', '/webhooks', { request, events }, 'events'],
    ['headers', 'POST', '/webhooks', { request: { ...request, headers }, events: [events[0]] }, 'request.headers'],
    ['events', 'POST', '/webhooks/execute', { request, events }, 'events'],
    ['contacts', 'POST', '/environments', { ...environment, contacts: four.map(() => ({ name: 'x' })) }, 'contacts'],
  ])('%s: %s %s', async (name, method, path, sent, field) => {
    const { status, body } = await broker.ask(method, path, sent);
    const problem = `cannot have more than 3 items (${limitSetting(name)})`;
    expect([status, body]).toEqual([400, { errors: { [field]: [problem] } }]);
  });

  test('every limit has a setting, which is documented with its default', () => {
    const documented = readFileSync('docs/settings.md', 'utf8');
    const names = Object.keys(defaultLimits) as LimitName[];
    const rows = names.map((name) => `| \`${limitSetting(name)}\` | ${defaultLimits[name]} |`);
    expect(rows.filter((row) => !documented.includes(row))).toEqual([]);
    const settings = Object.fromEntries(names.map((name) => [limitSetting(name), '7']));
    expect(brokerSettings(settings).limits).toEqual(Object.fromEntries(names.map((name) => [name, 7])));
  });

  test.each(['0', '-1', '1.5', 'many'])('a limit of %s is refused by name', (value) => {
    expect(() => brokerSettings({ PACT_BROKER_MAX_TAGS: value })).toThrow('PACT_BROKER_MAX_TAGS');
  });
});

describe('a client that goes away', () => {
  const lines: string[] = [];
  const broker = useBroker({ log: (line) => lines.push(line) });

  test('its publication is not continued, and leaves nothing behind', async () => {
    const contracts = Array.from({ length: 400 }, (_, i) => contract(`provider ${i}`));
    const body = JSON.stringify({ pacticipantName: 'Gone', pacticipantVersionNumber: '1', contracts });
    const head = `POST /contracts/publish HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    const socket = connect(Number(new URL(broker.url).port), '127.0.0.1', () => {
      socket.write(`${head}\r\n\r\n${body}`, () => socket.destroy());
    });
    await waitUntil(() => lines.length > 0);
    expect(lines).toEqual(['the client has closed the connection: POST /contracts/publish']);
    expect((await broker.ask('GET', '/pacticipants/Gone')).status).toBe(404);
  });
});

function contract(providerName: string) {
  const content = Buffer.from(JSON.stringify({ interactions: [] })).toString('base64');
  return { consumerName: 'Gone', providerName, content, contentType: 'application/json', specification: 'pact' };
}
describe('clients that do not finish a request', () => {
  const timeouts = { headersTimeout: 1_500, requestTimeout: 2_500, connectionsCheckingInterval: 100 };
  const broker = useBroker({ timeouts });

  /** Sends a text and nothing more; returns the response until the broker closes the connection. */
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
    [
      'headers that are too long',
      `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(60_000)}\r\n\r\n`,
      431,
      'up to 48 KiB',
    ],
    ['headers that never end', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n', 408, 'did not arrive in time'],
    [
      'a body that never ends',
      'POST /pacticipants HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
      ...([408, 'did not arrive in time'] as const),
    ],
    ['a request that is not HTTP', 'hello\r\n\r\n', 400, 'not a request'],
  ])('the broker reports %s and closes the connection', async (_, text, status, words) => {
    const heard = await say(text);
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(heard.split('\r\n\r\n')[1] ?? '').error).toContain(words);
  });

  test('slow clients do not delay others', async () => {
    const slow = Array.from({ length: 50 }, () => say('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n'));
    expect((await broker.ask('GET', '/')).status).toBe(200);
    const answers = await Promise.all(slow);
    expect(answers.filter((heard) => !heard.startsWith('HTTP/1.1 408'))).toEqual([]);
  });
});
