import { History } from '../support/history.ts';
import { useBroker } from '../support/use-broker.ts';

const between = '/pacts/provider/core/consumer/heron';
const sha = /^[0-9a-f]{40}$/;

describe('pacts', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);

  const get = (path: string) => broker.ask('GET', path);
  const put = (version: string, body: unknown) => broker.ask('PUT', `${between}/version/${version}`, body);
  const named = (description: string) => ({ interactions: [{ description }] });

  test('a pact is returned with its numbers unchanged', async () => {
    const pact = '{"interactions":[{"z":80.0,"a":[1e400,12345678901234567890,-0],"10":1,"9":2}],"metadata":{"x":1.10}}';
    expect((await put('1', pact)).status).toBe(201);
    const text = await (await fetch(`${broker.url}${between}/version/1`)).text();
    expect(text).toMatch(
      /^{"interactions":\[{"_id":"[0-9a-f]{40}","z":80\.0,"a":\[1e400,12345678901234567890,-0\],"10":1,"9":2}\],"metadata":{"x":1\.10},"createdAt":"/,
    );
    const { body } = await get(`${between}/version/1`);
    expect(body._links.self).toMatchObject({ name: 'Pact between heron (1) and core' });
    expect(body._links['pb:pact-version'].name).toMatch(sha);
    expect(
      (await broker.ask('GET', `${between}/version/1`, undefined, { accept: 'application/json' })).headers.get(
        'content-type',
      ),
    ).toBe('application/json;charset=utf-8');
  });

  test.each<[string, unknown, number]>([
    ['the same content', named('a'), 200],
    ['other content', named('b'), 409],
    ['another consumer name in the content', { consumer: { name: 'x' } }, 400],
    ['a list', '[]', 400],
    ['a number', '3', 400],
    ['an empty body', '', 400],
    ['JSON that is nested too deeply', '['.repeat(60) + ']'.repeat(60), 400],
  ])('putting %s leaves the pact unchanged', async (_, body, status) => {
    await put('1', named('a'));
    expect((await put('1', body)).status).toBe(status);
    expect((await get(`${between}/version/1`)).body.interactions[0].description).toBe('a');
  });

  test('JSON that is not a pact is accepted', async () => {
    expect((await put('1', '{"a":1}')).body).toMatchObject({ a: 1 });
    expect((await put('2', '{}')).status).toBe(201);
    expect((await broker.ask('PUT', `${between}/version/3`, '{}', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  test('an invalid UTF-8 character is reported with its position', async () => {
    const body = new Uint8Array([0x7b, 0x22, 0xc3, 0xbc, 0xff, 0x22, 0x7d]);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${broker.url}${between}/version/1`, { method: 'PUT', headers, body });
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        error:
          "Request body has a non UTF-8 character at char 4 and cannot be parsed as JSON. Fragment preceding invalid character is: '{\"ü'",
      },
    ]);
  });

  test('PATCH merges interactions and refuses conflicting ones', async () => {
    const patch = (body: unknown) => broker.ask('PATCH', `${between}/version/1`, body);
    const asking = (path: string) => ({ interactions: [{ description: 'a', request: { path } }] });
    expect((await patch(asking('/a'))).status).toBe(201);
    const merged = await patch(named('b'));
    expect([merged.status, merged.body.interactions.length]).toEqual([200, 2]);
    const conflict = await patch(asking('/b'));
    expect([conflict.status, conflict.body]).toEqual([409, undefined]);
  });

  test('a similar name is refused in plain text', async () => {
    await put('1', named('a'));
    const { status, headers, body } = await broker.ask('PUT', '/pacts/provider/Core/consumer/heron/version/2', {});
    expect([status, headers.get('content-type')]).toEqual([409, 'text/plain']);
    expect(body).toMatch(/The name "Core" is very similar/);
  });

  test('a version number can have any characters', async () => {
    await history.publish('heron', '📈 é', ['a']);
    const { status, headers } = await get(`${between}/latest`);
    const number = Buffer.from(headers.get('x-pact-consumer-version') ?? '', 'latin1').toString('utf8');
    expect([status, number]).toEqual([200, '📈 é']);
  });

  test('deleting a pact returns a link to the latest one', async () => {
    await history.publish('heron', '1', ['a']);
    await history.publish('heron', '2', ['b']);
    const { status, body } = await broker.ask('DELETE', `${between}/version/2`);
    expect([status, body._links['pb:latest-pact-version'].title]).toEqual([200, 'Latest pact']);
    expect((await get(`${between}/version/2`)).status).toBe(404);
    expect((await broker.ask('DELETE', `${between}/version/2`)).status).toBe(404);
    expect((await broker.ask('DELETE', `${between}/version/1`)).body._links).not.toHaveProperty(
      'pb:latest-pact-version',
    );
  });

  test('pacts are deleted by tag, by branch or all', async () => {
    await publishHistory(history);
    expect((await broker.ask('DELETE', `${between}/tag/prod`)).status).toBe(200);
    expect((await broker.ask('DELETE', `${between}/branch/main`)).status).toBe(200);
    expect((await broker.ask('DELETE', `${between}/branch/latest/versions`)).status).toBe(405);
    expect((await get(`${between}/latest`)).headers.get('x-pact-consumer-version')).toBe('f');
    expect((await broker.ask('DELETE', `${between}/versions`)).status).toBe(204);
    expect((await get(`${between}/latest`)).status).toBe(404);
    expect((await get('/pacts/provider/core/latest')).body._links['pb:pacts']).toHaveLength(1);
  });

  test('provider states are listed once, with their consumers', async () => {
    const wanting = (...states: object[]) => ({ interactions: [{ providerStates: states }] });
    await broker.ask(
      'PUT',
      '/pacts/provider/core/consumer/heron/version/1',
      wanting({ name: 'b', params: { n: 1 } }, { name: 'a' }),
    );
    await broker.ask(
      'PUT',
      '/pacts/provider/core/consumer/crane/version/1',
      '{"messages":[{"providerState":"a"},{"providerStates":[{"name":"b","params":{"n":1.0}}]}]}',
    );
    await history.version('heron', '1', { branch: 'main' });
    await history.version('crane', '1', { branch: 'main' });
    await history.deploy('crane', '1', 'test');
    const states = async (path = '') => (await get(`/pacts/provider/core/provider-states${path}`)).body.providerStates;
    expect(await states()).toEqual([
      { name: 'a', consumers: ['heron', 'crane'] },
      { name: 'b', params: { n: 1 }, consumers: ['heron'] },
      { name: 'b', params: { n: 1 }, consumers: ['crane'] },
    ]);
    expect(await states('/branch/nope')).toEqual([]);
    const byName = await states('/environment/test');
    expect(byName).toHaveLength(2);
    expect(await states(`/environment/${await history.environment('test')}`)).toEqual(byName);
  });
});

describe('finding pacts', () => {
  const broker = useBroker();
  beforeAll(async () => {
    await publishHistory(new History(broker));
  });

  const get = (path: string) => broker.ask('GET', path);

  const version = async (path: string) => {
    const { status, headers, body } = await get(between + path);
    return status === 200 ? [body._links['pb:consumer-version'].name, headers.get('x-pact-consumer-version')] : status;
  };

  test.each<[string, unknown]>([
    ['/latest', ['f', 'f']],
    ['/latest/prod', ['5', '5']],
    ['/latest/nope', 404],
    ['/latest-untagged', ['f', 'f']],
    ['/branch/main/latest', ['0.1', '0.1']],
    ['/branch/feat%2Fx/latest', ['f', 'f']],
    ['/branch/nope/latest', 404],
    ['/version/f/previous-distinct', ['0.1', null]],
    ['/version/0.1/previous-distinct', 404],
  ])('%s leads to one version', async (path, expected) => {
    expect(await version(path)).toEqual(expected);
  });

  test('the URL of a pact version leads to the newest consumer version unless its metadata names another', async () => {
    const href = (await get(`${between}/version/5`)).body._links['pb:pact-version'].href;
    const at = async (url: string) => (await get(new URL(url).pathname)).body._links;
    expect((await at(href))['pb:consumer-version'].name).toBe('0.1');
    const metadata = Buffer.from('cvn=5').toString('base64url');
    const links = await at(`${href}/metadata/${metadata}`);
    expect([links['pb:consumer-version'].name, links['pb:consumer-versions'].length]).toEqual(['5', 1]);
    expect(links['pb:publish-verification-results'].href).toContain(`/metadata/${metadata}/verification-results`);
    expect((await at(`${href}/metadata/%25%25nonsense`))['pb:consumer-version'].name).toBe('0.1');
  });

  test.each<[string, string[]]>([
    ['/versions', ['f', '0.1', '5']],
    ['/tag/prod', ['5']],
    ['/tag/nope', []],
    ['/branch/main', ['5', '0.1']],
    ['/branch/versions', ['5', '0.1']],
    ['/branch/latest/versions', []],
    ['/branch/feat%2Fx/latest/versions', ['f']],
  ])('%s lists the versions of an integration', async (path, expected) => {
    const { pacts } = (await get(between + path)).body._embedded;
    const numbers = pacts.map(
      (pact: { _embedded: { consumerVersion: { number: string } } }) => pact._embedded.consumerVersion.number,
    );
    expect(numbers).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ['', ['crane 1', 'heron 5', 'heron 0.1', 'heron f']],
    ['/latest', ['crane 1', 'heron f']],
    ['/tag/prod', ['crane 1', 'heron 5']],
    ['/latest/prod', ['crane 1', 'heron 5']],
    ['/branch', ['crane 1', 'heron 5', 'heron 0.1']],
    ['/branch/main', ['heron 5', 'heron 0.1']],
    ['/branch/latest', ['crane 1']],
    ['/branch/feat%2Fx/latest', ['heron f']],
  ])('/pacts/provider/core%s lists the pacts of a provider', async (path, expected) => {
    const links = (await get(`/pacts/provider/core${path}`)).body._links;
    const titles = links['pb:pacts'].map(({ title }: { title: string }) =>
      title.replace(/Pact between (.*) \((.*)\) and core/, '$1 $2'),
    );
    expect([titles, links.pacts.length]).toEqual([expected, expected.length]);
  });

  test('/pacts/latest lists the latest pact of each integration', async () => {
    const { pacts } = (await get('/pacts/latest')).body;
    expect(pacts.map((pact: { _embedded: { consumer: { name: string } } }) => pact._embedded.consumer.name)).toEqual([
      'crane',
      'heron',
    ]);
  });

  test('a 404 names the missing pacticipant', async () => {
    expect((await get('/pacts/provider/nope/latest')).body.error).toBe("No provider with name 'nope' found");
    expect((await get('/pacts/provider/core/consumer/nope/versions')).body.error).toBe(
      "No consumer with name 'nope' found",
    );
  });

  const text = async (path: string) =>
    (await broker.ask('GET', between + path, undefined, { accept: 'text/plain' })).body;

  test('the difference between two pacts is plain text', async () => {
    expect(await text('/version/f/diff/previous-distinct')).toMatch(
      /^# Diff between versions 0\.1 and f of the pact between heron and core\n\nThe following changes were made less than a minute ago \(.*\)\n\n {\n.*-\s+"description": "a"\n\+\s+"description": "b"/s,
    );
    expect(await text('/version/5/diff/version/f')).toMatch(/versions f and 5 .*-\s+"description": "b"/s);
    expect((await get(`${between}/version/5/diff/version/nope`)).status).toBe(404);
  });

  test('a pact without a previous version has no difference', async () => {
    expect(await text('/version/5/diff/previous-distinct')).toBe(
      'No previous distinct version was found for Pact between heron (5) and core',
    );
  });
});

/** heron on main and on a branch, its main branch's head without a pact; crane on a main branch of its own. */
async function publishHistory(history: History): Promise<void> {
  await history.publish('heron', '5', ['a'], { branch: 'main', tags: ['prod'] });
  await history.publish('heron', '0.1', ['a'], { branch: 'main' });
  await history.publish('heron', 'f', ['b'], { branch: 'feat/x' });
  await history.version('heron', 'no pact', { branch: 'main' });
  await history.publish('crane', '1', ['c'], { branch: 'trunk', tags: ['prod'] });
  await history.mainBranch('crane', 'trunk');
}
