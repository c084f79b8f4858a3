import { History } from '../support/history.ts';
import { useBroker } from '../support/use-broker.ts';

describe('branches', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);

  const ask = (method: string, path: string, body?: unknown) => broker.ask(method, `/pacticipants/core${path}`, body);
  const names = async (query = '') =>
    (await ask('GET', `/branches${query}`)).body._embedded.branches.map(({ name }: { name: string }) => name);
  const head = async (branch: string) => (await ask('GET', `/branches/${branch}/latest-version`)).body.number;

  test('putting a version on a branch makes whatever is missing, once', async () => {
    const first = await ask('PUT', '/branches/feat%2Fx/versions/1', {});
    const again = await ask('PUT', '/branches/feat%2Fx/versions/1', {});
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(first.headers.get('location')).toBe(`${broker.url}/pacticipants/core/branches/feat%2Fx/versions/1`);
    expect((await ask('GET', '/versions/1')).body._embedded.branchVersions).toEqual([
      expect.objectContaining({ name: 'feat/x', latest: true }),
    ]);
  });

  test('the head is the version that was added last; putting one again does not move it', async () => {
    await history.version('core', '1', { branch: 'main' });
    await history.version('core', '2', { branch: 'main' });
    await history.version('core', '1', { branch: 'main' });
    expect(await head('main')).toBe('2');
    expect((await ask('DELETE', '/branches/main/versions/2')).status).toBe(204);
    expect(await head('main')).toBe('1');
    expect((await ask('GET', '/versions/2')).status).toBe(200);
  });

  test('develop, main or master, whichever comes first, becomes the main branch for good', async () => {
    await history.version('core', '1', { branch: 'feat' });
    await history.version('core', '2', { branch: 'master' });
    await history.version('core', '3', { branch: 'main' });
    expect((await ask('GET', '')).body.mainBranch).toBe('master');
  });

  test('the list has the branch that was used last first, by name and page', async () => {
    for (const [number, branch] of [
      ['1', 'main'],
      ['2', 'feat/a'],
      ['3', 'feat/b'],
      ['4', 'main'],
    ] as const) {
      await history.version('core', number, { branch });
      broker.pass(1);
    }
    expect(await names()).toEqual(['main', 'feat/b', 'feat/a']);
    expect(await names('?q=FEAT')).toEqual(['feat/b', 'feat/a']);
    expect(await names('?page=2&size=2')).toEqual(['feat/a']);
    expect((await ask('GET', '/branches')).body.page).toEqual({
      number: 1,
      size: 100,
      totalElements: 3,
      totalPages: 1,
    });
  });

  test('deleting a branch, the main one too, leaves its versions', async () => {
    await history.version('core', '1', { branch: 'main' });
    expect((await ask('DELETE', '/branches/main')).status).toBe(204);
    expect((await ask('GET', '/branches/main')).status).toBe(404);
    expect((await ask('GET', '/versions/1')).body._embedded.branchVersions).toEqual([]);
  });

  test('all are deleted at once but the main one and those left out', async () => {
    for (const branch of ['main', 'a', 'b/c', 'd']) await history.version('core', '1', { branch });
    const { status, body } = await ask('DELETE', '/branches?exclude[]=b%2Fc&exclude[]=nope');
    expect(status).toBe(202);
    const text = 'Scheduled deletion of 2 branches for pacticipant core. Remaining branches are: main, b/c';
    expect(body).toEqual({ notices: [{ type: 'success', text }] });
    expect((await names()).sort()).toEqual(['b/c', 'main']);
  });

  test('a branch whose slashes are not encoded is the same branch, for the official CLI sends it so', async () => {
    expect((await ask('PUT', '/branches/feat/x/versions/2.0.0', {})).status).toBe(201);
    expect((await ask('GET', '/branches/feat%2Fx/versions/2.0.0')).status).toBe(200);
    expect((await ask('GET', '/branches/feat/x/latest-version')).body.number).toBe('2.0.0');
    expect((await ask('GET', '/branches/feat/x/versions')).body._embedded.versions).toHaveLength(1);
    expect((await ask('DELETE', '/branches/feat/x')).status).toBe(204);
  });
});

describe('tags', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);

  const ask = (method: string, path: string, body?: unknown) => broker.ask(method, `/pacticipants/core${path}`, body);
  const branches = async (number: string) =>
    (await ask('GET', `/versions/${number}`)).body._embedded.branchVersions.map(({ name }: { name: string }) => name);

  test('the first tag of a fresh version is its branch too; later ones, or one beside a branch, are not', async () => {
    await history.version('core', '1', { tags: ['first', 'second'] });
    await history.version('core', '2', { branch: 'own', tags: ['t'] });
    expect(await branches('1')).toEqual(['first']);
    expect(await branches('2')).toEqual(['own']);
  });

  test('a version that is older than ten seconds gets no branch from its first tag', async () => {
    await history.version('core', '1');
    broker.pass(9);
    await history.version('core', '2');
    broker.pass(2);
    await history.version('core', '1', { tags: ['late'] });
    await history.version('core', '2', { tags: ['soon'] });
    expect([await branches('1'), await branches('2')]).toEqual([[], ['soon']]);
  });

  test('a tag called main makes it the main branch', async () => {
    await history.version('core', '1', { tags: ['main'] });
    expect((await ask('GET', '')).body.mainBranch).toBe('main');
  });

  test('a tag called like an environment records a deployment, again each time it is put', async () => {
    await history.version('core', '1', { tags: ['test'] });
    await history.version('core', '2', { tags: ['test'] });
    const deployed = async () => {
      const path = `/environments/${await history.environment('test')}/deployed-versions/currently-deployed`;
      const { body } = await broker.ask('GET', path);
      return body._embedded.deployedVersions.map(
        (one: { _embedded: { version: { number: string } } }) => one._embedded.version.number,
      );
    };
    expect(await deployed()).toEqual(['2']);
    expect((await ask('PUT', '/versions/1/tags/test', {})).status).toBe(200);
    expect(await deployed()).toEqual(['1']);
  });

  test.each(["it's", '"q"', "' or 1=1 --", 'a/b%'])('a tag called %s is only that', async (name) => {
    const path = `/versions/1/tags/${encodeURIComponent(name)}`;
    await history.version('core', '1', { tags: ['other'] });
    expect((await ask('PUT', path, {})).status).toBe(201);
    expect((await ask('GET', path)).body.name).toBe(name);
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
    expect((await ask('GET', '/versions/1/tags/other')).status).toBe(200);
  });

  test('a tag whose slashes are not encoded is the same tag', async () => {
    expect((await ask('PUT', '/versions/1/tags/feat/x', '')).status).toBe(201);
    expect((await ask('GET', '/versions/1/tags/feat%2Fx')).body.name).toBe('feat/x');
  });
});
