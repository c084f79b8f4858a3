import { createApp } from '../../src/broker/app.ts';
import type { Access } from '../../src/broker/http/access.ts';
import type { Db } from '../../src/broker/store/database.ts';
import { openDatabase } from '../../src/broker/store/open-database.ts';

// Every route of `app.ts` with every method and every kind of credentials. The expectation is written here, independent of what the
// routes declare: a route that is added there is checked without a change here.

const access: Access = { writeTokens: ['writer'], readTokens: ['reader'] };
const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'];
const queries = ['/pacts/provider/:provider/for-verification'];
const badge = /\/badge(\.svg)?$/;

/** Pages that lead to a write: even reading them requires the right to write. */
const isForWriters = (path: string) => path.startsWith('/actions/') || path === '/sign-in';

const isRead = (method: string, path: string) =>
  !isForWriters(path) && (['GET', 'HEAD', 'OPTIONS'].includes(method) || (method === 'POST' && queries.includes(path)));

describe('the access matrix of all routes', () => {
  let db: Db;
  beforeAll(async () => {
    db = await openDatabase(':memory:', () => new Date());
  });
  afterAll(() => db.destroy());

  const appWith = (given: Access) => createApp({ db, now: () => new Date(), log: () => undefined, access: given });
  const paths = [...new Set(appWith({}).routes.map(({ path }) => path))].filter((path) => path !== '/*');
  const fill = (path: string, name: string) => path.replace(/:\w+(\{[^/]*\})?/g, name);

  /** The requests that are answered with something else than 401, as `METHOD path`. */
  async function findAllowed(given: Access, token: string | undefined, name = 'x', among = methods): Promise<string[]> {
    const app = appWith(given);
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const allowed: string[] = [];
    for (const path of paths) {
      for (const method of among) {
        const { status } = await app.request(fill(path, name), { method, headers });
        if (status !== 401) allowed.push(`${method} ${path}`);
      }
    }
    return allowed;
  }
  const requestsWhere = (condition: (method: string, path: string) => boolean) =>
    paths.flatMap((path) => methods.flatMap((method) => (condition(method, path) ? `${method} ${path}` : [])));

  test('the matrix covers the whole API', () => {
    expect(paths.length).toBeGreaterThan(100);
    expect(paths).toEqual(
      expect.arrayContaining([...queries, '/webhooks/execute', '/contracts/publish', '/actions/delete-version']),
    );
  });

  test.each<[string, Access, string | undefined, (method: string, path: string) => boolean]>([
    ['no credentials allow nothing', access, undefined, () => false],
    ['unknown credentials allow nothing', access, 'nobody', () => false],
    ['read credentials allow exactly the reads', access, 'reader', isRead],
    ['write credentials allow everything', access, 'writer', () => true],
    ['public read access allows exactly the reads', { ...access, publicRead: true }, undefined, isRead],
    [
      'a public heartbeat allows only the heartbeat',
      { ...access, publicHeartbeat: true },
      undefined,
      (method, path) => isRead(method, path) && path === '/diagnostic/status/heartbeat',
    ],
    [
      'public badges allow only badges',
      { ...access, publicBadges: true },
      undefined,
      (method, path) => isRead(method, path) && badge.test(path),
    ],
  ])('%s', async (_, given, token, expected) => {
    expect(await findAllowed(given, token)).toEqual(requestsWhere(expected));
  });

  test.each(['for-verification', 'badge', 'badge.svg', 'heartbeat', 'latest'])(
    'a name in a path does not allow to write: %s',
    async (name) => {
      const open: Access = { ...access, publicRead: true, publicHeartbeat: true, publicBadges: true };
      const writes = ['POST', 'PUT', 'PATCH', 'DELETE'];
      expect(await findAllowed(open, 'reader', name, writes)).toEqual(queries.map((path) => `POST ${path}`));
    },
  );

  test('a page whose last name is "badge" is not public with public badges', async () => {
    const app = appWith({ ...access, publicBadges: true });
    for (const path of ['/pacticipants/badge', '/pacticipants/Foo/versions/badge', '/groups/badge']) {
      expect((await app.request(path, { headers: { accept: 'text/html' } })).status).toBe(401);
    }
  });

  test('a browser sees the badge, not the page of the latest pact with the tag "badge"', async () => {
    const answer = await appWith({}).request('/pacts/provider/P/consumer/C/latest/badge.svg', {
      headers: { accept: 'text/html,image/svg+xml,*/*;q=0.8' },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml;charset=utf-8']);
  });
});
