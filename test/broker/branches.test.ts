import { History } from '../support/history.ts';
import { useBroker } from '../support/use-broker.ts';

describe('branches', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);

  const ask = (method: string, path: string, body?: unknown) => broker.ask(method, `/pacticipants/core${path}`, body);
  const names = async (query = '') =>
    (await ask('GET', `/branches${query}`)).body._embedded.branches.map(({ name }: { name: string }) => name);
  const head = async (branch: string) => (await ask('GET', `/branches/${branch}/latest-version`)).body.number;

  test('adding a version to a branch creates the pacticipant, the version and the branch', async () => {
    const first = await ask('PUT', '/branches/feat%2Fx/versions/1', {});
    const again = await ask('PUT', '/branches/feat%2Fx/versions/1', {});
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(first.headers.get('location')).toBe(`${broker.url}/pacticipants/core/branches/feat%2Fx/versions/1`);
    expect((await ask('GET', '/versions/1')).body._embedded.branchVersions).toEqual([
      expect.objectContaining({ name: 'feat/x', latest: true }),
    ]);
  });

  test('the head of a branch is the version that was added last', async () => {
    await history.version('core', '1', { branch: 'main' });
    await history.version('core', '2', { branch: 'main' });
    await history.version('core', '1', { branch: 'main' });
    expect(await head('main')).toBe('2');
  });

  test('removing the head of a branch makes the version before it the head', async () => {
    await history.version('core', '1', { branch: 'main' });
    await history.version('core', '2', { branch: 'main' });
    expect((await ask('DELETE', '/branches/main/versions/2')).status).toBe(204);
    expect(await head('main')).toBe('1');
    expect((await ask('GET', '/versions/2')).status).toBe(200);
  });

  test('the first branch called develop, main or master becomes the main branch', async () => {
    await history.version('core', '1', { branch: 'feat' });
    await history.version('core', '2', { branch: 'master' });
    await history.version('core', '3', { branch: 'main' });
    expect((await ask('GET', '')).body.mainBranch).toBe('master');
  });

  test('branches are listed in the order of their last use', async () => {
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

  test('deleting a branch retains its versions', async () => {
    await history.version('core', '1', { branch: 'main' });
    expect((await ask('DELETE', '/branches/main')).status).toBe(204);
    expect((await ask('GET', '/branches/main')).status).toBe(404);
    expect((await ask('GET', '/versions/1')).body._embedded.branchVersions).toEqual([]);
  });

  test('deleting all branches retains the main branch and the excluded ones', async () => {
    for (const branch of ['main', 'a', 'b/c', 'd']) await history.version('core', '1', { branch });
    const { status, body } = await ask('DELETE', '/branches?exclude[]=b%2Fc&exclude[]=nope');
    expect(status).toBe(202);
    const text = 'Scheduled deletion of 2 branches for pacticipant core. Remaining branches are: main, b/c';
    expect(body).toEqual({ notices: [{ type: 'success', text }] });
    expect((await names()).sort()).toEqual(['b/c', 'main']);
  });

  test('a slash in the name of a branch need not be encoded', async () => {
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

  test('only the first tag of a new version becomes its branch', async () => {
    await history.version('core', '1', { tags: ['first', 'second'] });
    expect(await branches('1')).toEqual(['first']);
  });

  test('a tag of a version with a branch does not become a branch', async () => {
    await history.version('core', '1', { branch: 'own', tags: ['t'] });
    expect(await branches('1')).toEqual(['own']);
  });

  test('the first tag of a version older than ten seconds is not its branch', async () => {
    await history.version('core', '1');
    broker.pass(9);
    await history.version('core', '2');
    broker.pass(2);
    await history.version('core', '1', { tags: ['late'] });
    await history.version('core', '2', { tags: ['soon'] });
    expect([await branches('1'), await branches('2')]).toEqual([[], ['soon']]);
  });

  test('a tag called main sets the main branch', async () => {
    await history.version('core', '1', { tags: ['main'] });
    expect((await ask('GET', '')).body.mainBranch).toBe('main');
  });

  test('each PUT of a tag with the name of an environment records a deployment', async () => {
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

  test.each(["it's", '"q"', "' or 1=1 --", 'a/b%'])('a tag can have the name %s', async (name) => {
    const path = `/versions/1/tags/${encodeURIComponent(name)}`;
    await history.version('core', '1', { tags: ['other'] });
    expect((await ask('PUT', path, {})).status).toBe(201);
    expect((await ask('GET', path)).body.name).toBe(name);
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
    expect((await ask('GET', '/versions/1/tags/other')).status).toBe(200);
  });

  test('a slash in the name of a tag need not be encoded', async () => {
    expect((await ask('PUT', '/versions/1/tags/feat/x', '')).status).toBe(201);
    expect((await ask('GET', '/versions/1/tags/feat%2Fx')).body.name).toBe('feat/x');
  });
});
