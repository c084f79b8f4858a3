import { displayNameFor } from '../../src/broker/hal/display-name.ts';
import { History } from '../support/history.ts';
import { mergePatch } from '../support/test-broker.ts';
import { useBroker } from '../support/use-broker.ts';

test.each([
  ['market_data_pipeline', 'Market Data Pipeline'],
  ['fooBar', 'Foo Bar'],
  ['foo-bar baz', 'Foo Bar Baz'],
  ['HTTPServer', 'HTTP Server'],
  ['a-b-c-d', 'A B-c D'],
  ['x--y__z', 'X -y Z'],
  ['aB1c_d', 'A B1c D'],
  ['  spaced  ', 'Spaced'],
  ['fooB', 'FooB'],
])('%s is displayed as %s', (name, displayName) => expect(displayNameFor(name)).toBe(displayName));

describe('pacticipants', () => {
  const broker = useBroker({ perTest: true });

  const names = (body: { _embedded: { pacticipants: { name: string }[] } }) =>
    body._embedded.pacticipants.map(({ name }) => name);
  const create = async (...all: string[]) => {
    for (const name of all) await broker.ask('POST', '/pacticipants', { name });
  };

  test('creating a pacticipant again does not change it', async () => {
    const first = await broker.ask('POST', '/pacticipants', { name: 'core', repositoryUrl: 'http://git' });
    const again = await broker.ask('POST', '/pacticipants', { name: 'core', repositoryUrl: 'http://other' });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(first.headers.get('location')).toBe(`${broker.url}/pacticipants/core`);
    expect(again.body).toMatchObject({ displayName: 'Core', repositoryUrl: 'http://git' });
  });

  const patch = (body: unknown) => broker.ask('PATCH', '/pacticipants/core', body, mergePatch);

  test('PATCH creates a pacticipant or changes the given members', async () => {
    expect((await patch({ repositoryUrl: 'http://git' })).status).toBe(201);
    expect((await patch({ mainBranch: 'main' })).body).toMatchObject({
      repositoryUrl: 'http://git',
      mainBranch: 'main',
    });
    expect((await patch({ mainBranch: null })).body).not.toHaveProperty('mainBranch');
  });

  test('PUT replaces an existing pacticipant', async () => {
    await patch({ repositoryUrl: 'http://git' });
    const put = await broker.ask('PUT', '/pacticipants/core', { displayName: 'The core' });
    expect(put.body).toMatchObject({ displayName: 'The core' });
    expect(put.body).not.toHaveProperty('repositoryUrl');
    expect((await broker.ask('PUT', '/pacticipants/nope', {})).body).toEqual({
      error: "No pacticipant with name 'nope' found",
    });
  });

  test('the list is sorted and searched case-insensitively', async () => {
    await create('b', 'A_x', 'aXy', 'C');
    expect(names((await broker.ask('GET', '/pacticipants')).body)).toEqual(['A_x', 'aXy', 'b', 'C']);
    expect(names((await broker.ask('GET', '/pacticipants?q=X')).body)).toEqual(['A_x', 'aXy']);
    expect(names((await broker.ask('GET', '/pacticipants?q=_')).body)).toEqual(['A_x']);
    expect(names((await broker.ask('GET', '/pacticipants?q=%25')).body)).toEqual([]);
  });

  test('a page links to its neighbours', async () => {
    await create('a1', 'a2', 'a3', 'other');
    const { body } = await broker.ask('GET', '/pacticipants?page=2&size=1&q=a');
    expect(names(body)).toEqual(['a2']);
    expect(body.page).toEqual({ number: 2, size: 1, totalElements: 3, totalPages: 3 });
    expect(body._links.next.href).toBe(`${broker.url}/pacticipants?size=1&page=3&q=a`);
    expect(body._links.previous.href).toBe(`${broker.url}/pacticipants?size=1&page=1&q=a`);
    const old = await broker.ask('GET', '/pacticipants?pageNumber=1&pageSize=3');
    expect(old.body.page).toMatchObject({ number: 1, size: 3, totalElements: 4 });
    expect(old.body._links).not.toHaveProperty('previous');
  });

  test('the list has the deprecated members at the top level', async () => {
    await create('core');
    const { body } = await broker.ask('GET', '/pacticipants');
    expect(body.pacticipants[0]).toMatchObject({ name: 'core', title: expect.stringContaining('DEPRECATED') });
    expect(body._links.pacticipants).toHaveLength(1);
  });

  test('a pacticipant shows its latest and its deployed versions', async () => {
    const history = new History(broker);
    await history.version('core', '1');
    await history.version('core', '0.9');
    await history.deploy('core', '1', 'test');
    const { body } = await broker.ask('GET', '/pacticipants/core');
    expect(body._embedded.latestVersion.number).toBe('0.9');
    expect(body._links['pb:deployed-environments']).toEqual([
      expect.objectContaining({ name: 'Test', title: 'Version deployed to Test', currently_deployed: true }),
    ]);
  });

  test('deleting a pacticipant deletes its versions', async () => {
    await new History(broker).version('core', '1', { branch: 'main', tags: ['prod'] });
    expect((await broker.ask('DELETE', '/pacticipants/core')).status).toBe(204);
    for (const path of ['', '/versions/1', '/branches/main', '/versions'])
      expect((await broker.ask('GET', `/pacticipants/core${path}`)).status).toBe(404);
  });

  test('pacticipants are found by label', async () => {
    const label = (pacticipant: string, name: string) =>
      broker.ask('PUT', `/pacticipants/${pacticipant}/labels/${encodeURIComponent(name)}`, {});
    expect([(await label('core', "it's")).status, (await label('core', "it's")).status]).toEqual([201, 200]);
    await label('store', "it's");
    await label('store', 'x');
    const all = await broker.ask('GET', '/labels');
    expect(all.body._embedded.labels).toEqual([{ name: "it's" }, { name: 'x' }]);
    expect(names((await broker.ask('GET', '/pacticipants/label/x')).body)).toEqual(['store']);
    expect((await broker.ask('DELETE', "/pacticipants/store/labels/it's")).status).toBe(204);
    expect(names((await broker.ask('GET', "/pacticipants/label/it's")).body)).toEqual(['core']);
    expect((await broker.ask('GET', '/pacticipants/core')).body._embedded.labels).toEqual([
      expect.objectContaining({ name: "it's" }),
    ]);
  });
});

describe('invalid pacticipants', () => {
  const broker = useBroker();

  test.each([
    [{ name: '' }, { name: ['must be filled'] }],
    [{ name: ' ' }, { name: ['cannot be blank'] }],
    [{ name: 'a\nb' }, { name: ['cannot contain multiple lines'] }],
    [{ name: 'a', displayName: '' }, { displayName: ['cannot be blank'] }],
    [{ name: 'a', mainBranch: 'a b' }, { mainBranch: ['cannot contain spaces'] }],
    [{ name: 3 }, { name: ['must be a string'] }],
  ])('%j is refused', async (body, errors) => {
    const answer = await broker.ask('POST', '/pacticipants', body);
    expect([answer.status, answer.body]).toEqual([400, { errors }]);
  });

  test('an invalid page is refused', async () => {
    const { status, body } = await broker.ask('GET', '/pacticipants?page=0&size=x');
    expect(status).toBe(400);
    expect(body.errors).toEqual({ page: ['must be greater than or equal to 1'], size: ['must be an integer'] });
  });
});
