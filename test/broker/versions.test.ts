import { History } from '../support/history.ts';
import { mergePatch } from '../support/test-broker.ts';
import { useBroker } from '../support/use-broker.ts';

describe('versions', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);

  const get = (path: string) => broker.ask('GET', `/pacticipants/core${path}`);
  const numbers = async (path: string) =>
    (await get(path)).body._embedded.versions.map(({ number }: { number: string }) => number);
  const tags = (body: { _embedded: { tags: { name: string }[] } }) => body._embedded.tags.map(({ name }) => name);

  test('PUT creates or replaces a version', async () => {
    const put = (body: unknown) => broker.ask('PUT', '/pacticipants/core/versions/1', body);
    const made = await put({ buildUrl: 'http://ci/1' });
    expect([made.status, made.body.buildUrl]).toEqual([201, 'http://ci/1']);
    const again = await put('');
    expect(again.status).toBe(200);
    expect(again.body).not.toHaveProperty('buildUrl');
  });

  test('PATCH changes the given members of a version', async () => {
    const patch = (body: unknown) => broker.ask('PATCH', '/pacticipants/core/versions/1', body, mergePatch);
    expect((await broker.ask('PATCH', '/pacticipants/core/versions/1', {})).status).toBe(415);
    const made = await patch({ buildUrl: 'http://ci/1', tags: [{ name: 'b' }, { name: 'a' }] });
    expect([made.status, tags(made.body)]).toEqual([201, ['b', 'a']]);
    const tagged = await patch({ tags: [{ name: 'c' }] });
    expect([tagged.status, tags(tagged.body), tagged.body.buildUrl]).toEqual([200, ['c'], 'http://ci/1']);
    expect((await patch({ buildUrl: null })).body).not.toHaveProperty('buildUrl');
    expect((await patch({ tags: 'x' })).body).toEqual({ errors: { tags: ['must be an array'] } });
  });

  test('the latest version is the one that was created last', async () => {
    await history.version('core', '5', { tags: ['prod'] });
    await history.version('core', '0.1', { branch: 'main' });
    expect((await get('/latest-version')).body.number).toBe('0.1');
    expect((await get('/latest-version/prod')).body.number).toBe('5');
    expect((await get('/branches/main/latest-version')).body.number).toBe('0.1');
    expect((await get('/latest-version/nope')).status).toBe(404);
    expect((await get('/branches/main/latest-version')).body._links.self.href).toBe(
      `${broker.url}/pacticipants/core/branches/main/latest-version`,
    );
  });

  test('lists are newest first', async () => {
    await history.version('core', '1', { branch: 'main', tags: ['prod'] });
    await history.version('core', '2', { branch: 'main' });
    await history.version('core', '3', { branch: 'other', tags: ['prod'] });
    expect(await numbers('/versions')).toEqual(['3', '2', '1']);
    expect(await numbers('/branches/main/versions')).toEqual(['2', '1']);
    expect(await numbers('/tags/prod/versions')).toEqual(['3', '1']);
    expect(await numbers('/versions?page=2&size=2')).toEqual(['1']);
    expect((await get('/versions?page=2&size=2')).body.page).toMatchObject({ totalElements: 3, totalPages: 2 });
    expect((await get('/tags/nope/versions')).status).toBe(404);
    expect((await get('/branches/nope/versions')).status).toBe(404);
    expect((await broker.ask('GET', '/pacticipants/nope/versions')).body.error).toMatch(/No pacticipant/);
  });

  test('deleting the head of a branch makes the version before it the head', async () => {
    await history.version('core', '1', { branch: 'main' });
    await history.version('core', '2', { branch: 'main' });
    expect((await broker.ask('DELETE', '/pacticipants/core/versions/2')).status).toBe(204);
    expect((await get('/branches/main/latest-version')).body.number).toBe('1');
    await broker.ask('DELETE', '/pacticipants/core/versions/1');
    expect((await get('/branches/main')).status).toBe(200);
    expect((await get('/branches/main/latest-version')).status).toBe(404);
  });

  test('a version links to each environment by name', async () => {
    await history.version('core', '1');
    await history.environment('pre_prod');
    const { _links: links } = (await get('/versions/1')).body;
    const names = (rel: string) => links[rel].map(({ name }: { name: string }) => name);
    expect(names('pb:record-deployment')).toEqual(['pre_prod', 'production', 'test']);
    expect(names('pb:record-release')).toEqual(['pre_prod', 'production', 'test']);
    expect(links['pb:record-deployment'][0].title).toBe('Record deployment to Pre Prod');
    expect(links['pb:deployed-environments']).toEqual([]);
  });

  test('numbers and names with special characters are preserved', async () => {
    for (const number of ['1.0/rc 1', '100%', '1.0.json', "it's", '"q"', 'ü+1', '%2F']) {
      const path = `/pacticipants/a%2Fb/versions/${encodeURIComponent(number)}`;
      expect((await broker.ask('PUT', path, {})).status).toBe(201);
      const { body } = await broker.ask('GET', path);
      const again = await fetch(body._links['pb:tag'].href.replace('/tags/{tag}', ''));
      expect((await again.json()) as unknown).toMatchObject({ number });
    }
  });
});
