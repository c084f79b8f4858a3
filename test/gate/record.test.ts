import { recordDeployment, recordRelease } from '../../src/gate/record.ts';
import { json, redirect, startServer } from '../support/test-server.ts';
import { historian, openTestBroker, own, type TestBroker } from './support/broker.ts';

let broker: TestBroker;
const osprey = own('osprey');
const oddVersions = ['1 2', 'a/b', '1.0+5', 'a#b?c', '50%'];

beforeAll(async () => {
  broker = await openTestBroker();
  const { publish } = historian(broker);
  for (const version of ['1', '2', 'a', ...oddVersions]) await publish(osprey, version, own('heron'));
});
afterAll(() => broker.close());

const placement = (version: string, environment: string) => ({ pacticipant: osprey, version, environment });
const creating = { createEnvironment: { production: false } };

async function environment(name: string) {
  const { _embedded } = await broker.get('/environments');
  return _embedded.environments.find((one: { name: string }) => one.name === name);
}

/** `version` or `version@instance`, for all that is there. */
async function there(name: string, kind: 'deployed' | 'released'): Promise<string[]> {
  const relation = kind === 'deployed' ? 'currently-deployed-deployed' : 'currently-supported-released';
  const { _links } = await environment(name);
  const { _embedded } = await broker.get(_links[`pb:${relation}-versions`].href);
  type Entry = { applicationInstance?: string; _embedded: { version: { number: string } } };
  const entries: Entry[] = _embedded[`${kind}Versions`];
  const described = entries.map(
    (e) => `${e._embedded.version.number}${e.applicationInstance ? `@${e.applicationInstance}` : ''}`,
  );
  return described.sort();
}

describe('a deployment', () => {
  test('takes the place of the one before', async () => {
    const production = own('production');
    await recordDeployment(broker.access, { ...placement('1', production), ...creating });
    await recordDeployment(broker.access, placement('2', production));
    expect(await there(production, 'deployed')).toEqual(['2']);
  });

  test('is one for each application instance', async () => {
    const production = own('production');
    await recordDeployment(broker.access, { ...placement('1', production), ...creating });
    await recordDeployment(broker.access, { ...placement('2', production), applicationInstance: 'blue' });
    expect(await there(production, 'deployed')).toEqual(['1', '2@blue']);
  });

  test('may be recorded again', async () => {
    const production = own('production');
    await recordDeployment(broker.access, { ...placement('1', production), ...creating });
    await recordDeployment(broker.access, placement('1', production));
    expect(await there(production, 'deployed')).toEqual(['1']);
  });
});

test('releases stand beside each other', async () => {
  const production = own('production');
  await recordRelease(broker.access, { ...placement('1', production), ...creating });
  await recordRelease(broker.access, placement('2', production));
  await recordRelease(broker.access, placement('2', production));
  expect(await there(production, 'released')).toEqual(['1', '2']);
});

/** The official client cuts a version at # and ?. */
test.each(oddVersions)('version %s is recorded, and no other', async (version) => {
  const production = own('production');
  await recordRelease(broker.access, { ...placement(version, production), ...creating });
  expect(await there(production, 'released')).toEqual([version]);
});

describe('an environment that is not there', () => {
  test('is refused with those that are, and nothing is recorded', async () => {
    const [staging, nowhere] = [own('staging'), own('nowhere')];
    await recordRelease(broker.access, { ...placement('1', staging), ...creating });
    const recorded = recordDeployment(broker.access, placement('1', nowhere));
    await expect(recorded).rejects.toMatchObject({ code: 'UNKNOWN_ENVIRONMENT', exitCode: 1 });
    await expect(recorded).rejects.toThrow(new RegExp(`${nowhere} \\(known: .*${staging}`));
    expect(await environment(nowhere)).toBeUndefined();
  });

  test.each([
    [true, 'created as production'],
    [false, 'created as another'],
  ])('production %s: %s', async (production) => {
    const name = own('live');
    await recordRelease(broker.access, { ...placement('1', name), createEnvironment: { production } });
    expect(await environment(name)).toMatchObject({ name, production });
  });

  test('is not created for a version that is not there', async () => {
    const nowhere = own('nowhere');
    const recorded = recordRelease(broker.access, { ...placement('99', nowhere), ...creating });
    await expect(recorded).rejects.toThrow(`does not know version 99 of ${osprey}`);
    expect(await environment(nowhere)).toBeUndefined();
  });

  test("keeps the broker's words when it does not like the name", async () => {
    const recorded = recordRelease(broker.access, { ...placement('1', 'no where'), ...creating });
    await expect(recorded).rejects.toThrow('cannot contain spaces');
  });
});

test.each([
  ['version', osprey, '99', 'version 99 of'],
  ['pacticipant', 'nobody', '1', 'a pacticipant called nobody'],
])('an unknown %s is named', async (_, pacticipant, version, words) => {
  const recorded = recordDeployment(broker.access, { pacticipant, version, environment: 'production' });
  await expect(recorded).rejects.toMatchObject({
    code: 'NOT_FOUND',
    exitCode: 1,
    subject: expect.stringContaining(words),
  });
});

describe('a tick of the client is not believed', () => {
  const environments = { _embedded: { environments: [] }, _links: { 'pb:environments': { href: '/environments' } } };

  test('when it created an environment that is not there', async () => {
    const server = await startServer(json(200, environments));
    const recorded = recordRelease(server, { ...placement('1', 'production'), ...creating });
    await expect(recorded).rejects.toMatchObject({ code: 'PUBLISH_NOT_CONFIRMED', exitCode: 2 });
    await server.close();
  });

  test.each([
    ['deployment', 'pb:record-deployment', recordDeployment],
    ['release', 'pb:record-release', recordRelease],
  ])('when it recorded a %s that is not there', async (_, relation, record) => {
    const server = await startServer((request, response) => {
      const lists = ['pb:currently-deployed-deployed-versions', 'pb:currently-supported-released-versions'];
      const _links = Object.fromEntries(lists.map((name) => [name, { href: '/there' }]));
      const all = {
        _embedded: { environments: [{ name: 'production', _links }], deployedVersions: [], releasedVersions: [] },
      };
      json(200, { ...all, _links: { [relation]: [{ name: 'production', href: `${server.url}/x` }] } })(
        request,
        response,
      );
    });
    await expect(record(server, placement('1', 'production'))).rejects.toMatchObject({
      code: 'PUBLISH_NOT_CONFIRMED',
      exitCode: 2,
    });
    await server.close();
  });
});

test('a redirect is no broker', async () => {
  const server = await startServer(redirect);
  await expect(recordRelease(server, placement('1', 'production'))).rejects.toMatchObject({
    code: 'BROKER_NOT_HAL',
    exitCode: 2,
  });
  await server.close();
});
