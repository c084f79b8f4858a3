import { request } from 'node:http';
import { brokerSettings } from '../../src/broker/settings.ts';
import { useBroker } from '../support/use-broker.ts';
import { waitUntil } from '../support/wait-until.ts';

/** `fetch` does not let a test choose the Host header. */
function get(url: string, headers: Record<string, string>, path = '/'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request(url + path, { headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('the Host header, without credentials', () => {
  const broker = useBroker({ baseUrls: ['https://pacts.example.org'], allowedHosts: ['inside'] });

  test.each([
    ['localhost', 200],
    ['127.0.0.1:9292', 200],
    ['[::1]:9292', 200],
    ['pacts.example.org', 200],
    ['INSIDE:80', 200],
    ['evil.example.com', 403],
    ['localhost.example.com', 403],
    ['127.0.0.1', 200],
    ['127.0.0.1.example.com', 403],
    ['127.0.0.1@example.com', 400],
  ])('%s is answered with %i', async (host, status) => {
    expect((await get(broker.url, { host })).status).toBe(status);
  });

  test('the answer to a refused name names the setting that accepts it', async () => {
    expect((await get(broker.url, { host: 'evil.example.com' })).body).toContain('PACT_BROKER_ALLOWED_HOSTS');
  });
});

describe('the Host header, with credentials', () => {
  const broker = useBroker({ access: { readTokens: ['r'] } });

  test('any name is accepted', async () => {
    expect((await get(broker.url, { host: 'other.example', authorization: 'Bearer r' })).status).toBe(200);
  });
});

describe('several base URLs', () => {
  const baseUrls = ['https://pacts.example.org/broker', 'http://inside:9292'];
  const broker = useBroker({ baseUrls });
  const linkFor = async (headers: Record<string, string>) =>
    JSON.parse((await get(broker.url, headers)).body)._links['pb:environments'].href;

  test.each<[string, Record<string, string>, string]>([
    ['the request', { host: 'inside:9292' }, 'http://inside:9292/environments'],
    [
      'the headers of a proxy',
      { host: 'inside:9292', 'x-forwarded-host': 'pacts.example.org', 'x-forwarded-proto': 'https' },
      'https://pacts.example.org/broker/environments',
    ],
    ['nothing: the first', { host: '127.0.0.1' }, 'https://pacts.example.org/broker/environments'],
  ])('the one that matches %s is used for links', async (_, headers, link) => {
    expect(await linkFor(headers)).toBe(link);
  });

  test.each(['pacts.example.org', 'ftp://x', 'https://x/?q', 'https://good https://u:p@x'])(
    'an invalid one is refused at the start: %s',
    (urls) => {
      expect(() => brokerSettings({ PACT_BROKER_BASE_URLS: urls })).toThrow('PACT_BROKER_BASE_URLS');
    },
  );
});

describe('the limits of a client', () => {
  const broker = useBroker({ clientLimits: { requestsPerMinute: 20 } });

  test('a request beyond the rate is a 429 that names the setting', async () => {
    const answers = [];
    for (let i = 0; i < 25; i += 1) answers.push(await broker.ask('GET', '/'));
    const [refused] = answers.filter(({ status }) => status === 429);
    if (!refused) throw new Error('every request was accepted');
    expect(refused.body.error).toContain('PACT_BROKER_MAX_REQUESTS_PER_MINUTE');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('concurrent requests of a client', () => {
  const broker = useBroker({ clientLimits: { concurrentRequests: 2 } });

  /** A request whose body does not come until `finish`; the broker has received its head. */
  async function holdRequest() {
    const { hostname, port } = new URL(broker.url);
    const held = request({
      hostname,
      port,
      path: '/pacticipants',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    const ended = new Promise((resolve) => held.on('response', (response) => response.resume().on('end', resolve)));
    held.write('{"name":');
    return {
      finish: (name: string) => {
        held.end(`"${name}"}`);
        return ended;
      },
    };
  }

  async function statusUntil(expected: number): Promise<number> {
    let status = 0;
    await waitUntil(async () => {
      ({ status } = await broker.ask('GET', '/'));
      return status === expected;
    });
    return status;
  }

  test('beyond the limit are a 429 until another one has ended', async () => {
    const held = [await holdRequest(), await holdRequest()];
    expect(await statusUntil(429)).toBe(429);
    await Promise.all(held.map(({ finish }, i) => finish(`P${i}`)));
    expect(await statusUntil(200)).toBe(200);
  });
});

describe('names', () => {
  const broker = useBroker();

  test.each(['.', '..', 'a\u0001b', 'a\u007f'])('%j is refused where something is made', async (name) => {
    expect((await broker.ask('POST', '/pacticipants', { name })).status).toBe(400);
  });

  test.each(['a%01b', 'a%zz', 'a%ff'])('the path %s is refused where something is made', async (name) => {
    expect((await broker.ask('PUT', `/pacticipants/${name}/versions/1`, {})).status).toBe(400);
  });

  test('a version whose slashes are not encoded is found', async () => {
    expect((await broker.ask('PUT', '/pacticipants/A/versions/feat/x/1', {})).status).toBe(201);
    expect((await broker.ask('GET', '/pacticipants/A/versions/feat%2Fx%2F1')).body.number).toBe('feat/x/1');
    expect((await broker.ask('GET', '/pacticipants/A/versions/feat/x/1')).body.number).toBe('feat/x/1');
    expect((await broker.ask('PUT', '/pacticipants/A/versions/feat/x/1/tags/dev', {})).status).toBe(201);
    expect((await broker.ask('GET', '/pacticipants/A/versions/feat%2Fx%2F1/tags/dev')).status).toBe(200);
  });

  test('every answer has the version of the broker', async () => {
    for (const path of ['/', '/nothing', '//', '/pacticipants/a%0Ab'])
      expect((await broker.ask('GET', path)).headers.get('x-pact-broker-version')).toBe('2.120.0');
  });
});
