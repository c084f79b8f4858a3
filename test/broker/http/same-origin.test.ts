import { createApp } from '../../../src/broker/app.ts';
import type { Db } from '../../../src/broker/store/database.ts';
import { openDatabase } from '../../../src/broker/store/open-database.ts';

const publicUrls = ['https://pacts.example.org/broker', 'http://inside:9292'];

describe('a form is accepted only from a page of this broker', () => {
  let db: Db;
  const lines: string[] = [];
  beforeAll(async () => {
    db = await openDatabase(':memory:', () => new Date());
  });
  afterAll(() => db.destroy());

  /** The status of a form for a pacticipant that does not exist: 404 if the form is accepted. */
  async function statusOf(headers: Record<string, string>, baseUrls: string[] = [], url = 'http://127.0.0.1:9292') {
    const app = createApp({ db, now: () => new Date(), log: (line) => void lines.push(line), baseUrls });
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const request = { method: 'POST', headers: { ...type, ...headers }, body: 'pacticipant=nobody&plan=x' };
    return (await app.request(`${url}/actions/delete-pacticipant`, request)).status;
  }

  const own = 'http://127.0.0.1:9292';
  test.each<[string, Record<string, string>, number]>([
    ['its own Origin', { origin: own }, 404],
    ['its own Origin and same-origin', { origin: own, 'sec-fetch-site': 'same-origin' }, 404],
    ['no Origin', {}, 403],
    ['no Origin, but same-origin', { 'sec-fetch-site': 'same-origin' }, 403],
    ['no Origin, but a Referer', { referer: `${own}/` }, 403],
    ['Origin: null', { origin: 'null' }, 403],
    ['Origin: null and same-origin', { origin: 'null', 'sec-fetch-site': 'same-origin' }, 403],
    ['an empty Origin', { origin: '' }, 403],
    ['the Origin of another site', { origin: 'https://evil.example' }, 403],
    ['another port', { origin: 'http://127.0.0.1:9293' }, 403],
    ['another name of the machine', { origin: 'http://localhost:9292' }, 403],
    ['a name that begins like its own', { origin: `${own}.evil.example` }, 403],
    ['its own Origin behind that of another site', { origin: `https://evil.example ${own}` }, 403],
    ['cross-site', { origin: own, 'sec-fetch-site': 'cross-site' }, 403],
    ['same-site', { origin: own, 'sec-fetch-site': 'same-site' }, 403],
    ['none', { origin: own, 'sec-fetch-site': 'none' }, 403],
    ['an unknown value of Sec-Fetch-Site', { origin: own, 'sec-fetch-site': 'same-origin, cross-site' }, 403],
    ['another scheme', { origin: 'https://127.0.0.1:9292' }, 403],
    [
      'another scheme and same-origin: a proxy ends TLS',
      { origin: 'https://127.0.0.1:9292', 'sec-fetch-site': 'same-origin' },
      404,
    ],
    ['a scheme that no page has', { origin: 'javascript://127.0.0.1:9292', 'sec-fetch-site': 'same-origin' }, 403],
    ['a user name', { origin: 'https://own@127.0.0.1:9292', 'sec-fetch-site': 'same-origin' }, 403],
    [
      'a proxy that an attacker names',
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      403,
    ],
  ])('%s', async (_, headers, status) => {
    expect(await statusOf(headers)).toBe(status);
  });

  test.each([
    ['https://pacts.example.org', 404],
    ['http://inside:9292', 404],
    ['http://pacts.example.org', 403],
    ['https://example.org', 403],
    ['https://pacts.example.org/broker', 403],
  ])('with several base URLs, behind a proxy that changes Host: %s', async (origin, status) => {
    expect(await statusOf({ origin, 'sec-fetch-site': 'same-origin' }, publicUrls, 'http://10.0.0.1:80')).toBe(status);
  });

  test('a refused form is one line of the log for any content of Origin', async () => {
    lines.length = 0;
    await statusOf({ origin: 'https://evil.example/\u001b[2J' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^action without credentials refused: \/actions\/delete-pacticipant: .*not an address of this broker/,
    );
    expect(lines[0]).not.toMatch(/\p{Cc}/u);
  });

  test.each(['POST', 'PUT', 'PATCH'])('the API accepts no form: %s', async (method) => {
    const app = createApp({ db, now: () => new Date(), log: () => undefined });
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain']) {
      const headers = { 'content-type': type };
      const path = method === 'POST' ? '/pacticipants' : '/pacticipants/Foo';
      expect((await app.request(path, { method, headers, body: '{"name":"Foo"}' })).status).toBe(415);
    }
  });
});
