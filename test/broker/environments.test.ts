import { History } from '../support/history.ts';
import { mergePatch } from '../support/test-broker.ts';
import { useBroker } from '../support/use-broker.ts';

describe('environments', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);

  test('a new broker has the environments production and test', async () => {
    const { body } = await broker.ask('GET', '/environments');
    expect(body._embedded.environments).toEqual([
      expect.objectContaining({ name: 'production', displayName: 'Production', production: true }),
      expect.objectContaining({ name: 'test', displayName: 'Test', production: false }),
    ]);
  });

  test('an environment is created, found by name, replaced and deleted', async () => {
    const contacts = [{ name: 'Team', details: { emailAddress: 'team@example.org' } }];
    const made = await broker.ask('POST', '/environments', { name: 'pre_prod', production: false, contacts });
    expect([made.status, made.body.displayName, made.body.contacts]).toEqual([201, 'Pre Prod', contacts]);
    const self = made.headers.get('location')?.replace(broker.url, '') ?? '';
    const found = await broker.ask('GET', '/environments?name=pre_prod');
    expect(found.body._embedded.environments).toEqual([made.body]);
    const replaced = await broker.ask('PUT', self, { name: 'staging', production: true });
    expect(replaced.body).toMatchObject({ uuid: made.body.uuid, displayName: 'Staging', production: true });
    expect(replaced.body).not.toHaveProperty('contacts');
    expect((await broker.ask('DELETE', self)).status).toBe(204);
    expect((await broker.ask('GET', self)).status).toBe(404);
  });

  test('deleting an environment deletes its deployments and releases', async () => {
    await history.version('core', '1');
    const deployed = await history.deploy('core', '1', 'test');
    const released = await history.release('core', '1', 'test');
    await broker.ask('DELETE', `/environments/${await history.environment('test')}`);
    expect((await broker.ask('GET', `/deployed-versions/${deployed}`)).status).toBe(404);
    expect((await broker.ask('GET', `/released-versions/${released}`)).status).toBe(404);
  });
});

describe('invalid environments', () => {
  const broker = useBroker();
  const history = new History(broker);

  test.each([
    [{}, { name: ['is missing'], production: ['is missing'] }],
    [{ name: 'a b', production: true }, { name: ['cannot contain spaces'] }],
    [
      { name: '', production: null },
      { name: ['must be filled'], production: ['must be filled'] },
    ],
    [{ name: 'x', production: 'yes' }, { production: ['must be one of: true, false'] }],
    [{ name: 'x', production: true, contacts: [{}] }, { contacts: ['name is missing (at index 0)'] }],
    [{ name: 'test', production: true }, { name: ["name 'test' is already used by an existing environment."] }],
  ])('%j is refused', async (body, errors) => {
    const answer = await broker.ask('POST', '/environments', body);
    expect([answer.status, answer.body]).toEqual([400, { errors }]);
  });

  test('an empty body is refused', async () => {
    expect((await broker.ask('POST', '/environments', '')).status).toBe(400);
  });

  test('the name of another environment is refused', async () => {
    const put = await broker.ask('PUT', `/environments/${await history.environment('test')}`, {
      name: 'production',
      production: true,
    });
    expect(put.body.errors.name).toEqual(["name 'production' is already used by an existing environment."]);
  });
});

describe('deployed versions', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);
  beforeEach(async () => {
    for (const number of ['1', '2']) await history.version('core', number);
  });

  const current = async (query = '') => {
    const path = `/environments/${await history.environment('test')}/deployed-versions/currently-deployed${query}`;
    return (await broker.ask('GET', path)).body._embedded.deployedVersions.map(
      (one: { _embedded: { version: { number: string } }; applicationInstance?: string }) =>
        [one._embedded.version.number, one.applicationInstance].join(' ').trim(),
    );
  };

  test('deploying another version ends the deployment', async () => {
    const first = await history.deploy('core', '1', 'test');
    expect(await history.deploy('core', '1', 'test')).toBe(first);
    await history.deploy('core', '2', 'test');
    expect(await current()).toEqual(['2']);
    const { body } = await broker.ask('GET', `/deployed-versions/${first}`);
    expect(body).toMatchObject({ currentlyDeployed: false, undeployedAt: expect.stringMatching(/\+00:00$/) });
    expect(body).not.toHaveProperty('updatedAt');
  });

  test('each application instance has its own deployed version', async () => {
    await history.deploy('core', '1', 'test');
    await history.deploy('core', '1', 'test', 'blue');
    await history.deploy('core', '2', 'test', 'green');
    await history.deploy('core', '2', 'test', 'blue');
    expect(await current()).toEqual(['2 blue', '2 green', '1']);
    expect(await current('?applicationInstance=')).toEqual(['1']);
    expect(await current('?target=blue')).toEqual(['2 blue']);
    expect(await current('?pacticipant=core&applicationInstance=green')).toEqual(['2 green']);
    expect(await current('?pacticipant=other')).toEqual([]);
    expect((await broker.ask('GET', '/pacticipants/core/versions/2')).body._links['pb:deployed-environments']).toEqual([
      expect.objectContaining({ application_instance: 'green', currently_deployed: true }),
      expect.objectContaining({ application_instance: 'blue', currently_deployed: true }),
    ]);
  });

  const end = { currentlyDeployed: false };

  test('a deployment is ended once, by a merge patch', async () => {
    const path = `/deployed-versions/${await history.deploy('core', '1', 'test')}`;
    expect((await broker.ask('PATCH', path, end)).status).toBe(415);
    const ended = await broker.ask('PATCH', path, end, mergePatch);
    broker.pass(5);
    const again = await broker.ask('PATCH', path, end, mergePatch);
    expect([ended.status, ended.body.currentlyDeployed, again.body]).toEqual([200, false, ended.body]);
    expect((await broker.ask('PATCH', path, { other: 1 }, mergePatch)).body).toEqual(ended.body);
  });

  test('a deployment that has ended cannot be resumed', async () => {
    const path = `/deployed-versions/${await history.deploy('core', '1', 'test')}`;
    await broker.ask('PATCH', path, end, mergePatch);
    const back = await broker.ask('PATCH', path, { currentlyDeployed: true }, mergePatch);
    expect([back.status, back.body.errors.currentlyDeployed[0]]).toEqual([
      422,
      expect.stringMatching(/new deployment/),
    ]);
  });

  test('an unknown version or environment is a 404', async () => {
    const test = await history.environment('test');
    const post = (path: string) => broker.ask('POST', `/pacticipants/core/versions/${path}`, {});
    expect((await post(`9/deployed-versions/environment/${test}`)).status).toBe(404);
    expect((await post('1/deployed-versions/environment/nowhere')).status).toBe(404);
  });

  test('concurrent deployments leave one version deployed', async () => {
    const numbers = Array.from({ length: 20 }, (_, i) => `p${i}`);
    for (const number of numbers) await history.version('core', number);
    await Promise.all(numbers.map((number) => history.deploy('core', number, 'test')));
    expect(await current()).toHaveLength(1);
  });
});

describe('released versions', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);
  beforeEach(async () => {
    for (const number of ['1', '2']) await history.version('core', number);
  });

  const supported = async (query = '') => {
    const path = `/environments/${await history.environment('test')}/released-versions/currently-supported${query}`;
    return (await broker.ask('GET', path)).body._embedded.releasedVersions.map(
      (one: { _embedded: { version: { number: string } } }) => one._embedded.version.number,
    );
  };

  test('several versions can be released at the same time', async () => {
    await history.release('core', '1', 'test');
    await history.release('core', '2', 'test');
    expect(await supported()).toEqual(['1', '2']);
    expect(await supported('?pacticipant=core&version=2')).toEqual(['2']);
    expect(await supported('?pacticipant=other')).toEqual([]);
  });

  const patch = (uuid: string, body: unknown) => broker.ask('PATCH', `/released-versions/${uuid}`, body, mergePatch);

  test('support is ended by a merge patch', async () => {
    const uuid = await history.release('core', '1', 'test');
    const ended = await patch(uuid, { currentlySupported: false });
    expect(ended.body).toMatchObject({ currentlySupported: false, supportEndedAt: expect.any(String) });
    expect((await patch(uuid, { currentlySupported: true })).status).toBe(422);
    expect(await supported()).toEqual([]);
  });

  test('releasing a version again resumes its support', async () => {
    const uuid = await history.release('core', '1', 'test');
    await patch(uuid, { currentlySupported: false });
    const path = `/pacticipants/core/versions/1/released-versions/environment/${await history.environment('test')}`;
    const again = await broker.ask('POST', path, {});
    expect([again.status, again.body.uuid, again.body.currentlySupported]).toEqual([200, uuid, true]);
    expect((await broker.ask('GET', path)).body._embedded.releasedVersions).toHaveLength(1);
  });
});
