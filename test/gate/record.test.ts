import { recordDeployment, recordRelease } from '../../src/gate/record.ts';
import { recordSupportEnded, recordUndeployment } from '../../src/gate/record-end.ts';
import { json, redirect, startServer } from '../support/test-server.ts';
import { historian, own, useTestBroker } from './support/broker.ts';

const broker = useTestBroker();
const osprey = own('osprey');
const versionsToEncode = ['1 2', 'a/b', '1.0+5', 'a#b?c', '50%'];

beforeAll(async () => {
  const { publish } = historian(broker);
  for (const version of ['1', '2', 'a', ...versionsToEncode]) await publish(osprey, version, own('heron'));
});

const placement = (version: string, environment: string) => ({ pacticipant: osprey, version, environment });
const creating = { createEnvironment: { production: false } };

async function environment(name: string) {
  const { _embedded } = await broker.get('/environments');
  return _embedded.environments.find((one: { name: string }) => one.name === name);
}

/** The versions in the environment, as `version` or `version@instance`. */
async function listVersions(name: string, kind: 'deployed' | 'released'): Promise<string[]> {
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

describe('recordDeployment', () => {
  test('replaces the version before', async () => {
    const production = own('production');
    await recordDeployment(broker.access, { ...placement('1', production), ...creating });
    await recordDeployment(broker.access, placement('2', production));
    expect(await listVersions(production, 'deployed')).toEqual(['2']);
  });

  test('keeps the versions of other application instances', async () => {
    const production = own('production');
    await recordDeployment(broker.access, { ...placement('1', production), ...creating });
    await recordDeployment(broker.access, { ...placement('2', production), applicationInstance: 'blue' });
    expect(await listVersions(production, 'deployed')).toEqual(['1', '2@blue']);
  });

  test('records a version once', async () => {
    const production = own('production');
    await recordDeployment(broker.access, { ...placement('1', production), ...creating });
    await recordDeployment(broker.access, placement('1', production));
    expect(await listVersions(production, 'deployed')).toEqual(['1']);
  });
});

test('recordRelease keeps the versions before', async () => {
  const production = own('production');
  await recordRelease(broker.access, { ...placement('1', production), ...creating });
  await recordRelease(broker.access, placement('2', production));
  await recordRelease(broker.access, placement('2', production));
  expect(await listVersions(production, 'released')).toEqual(['1', '2']);
});

describe('recordUndeployment', () => {
  test('ends the deployment without an instance, and no other', async () => {
    const production = own('production');
    await recordDeployment(broker.access, { ...placement('1', production), ...creating });
    await recordDeployment(broker.access, { ...placement('2', production), applicationInstance: 'blue' });
    const undeployment = { pacticipant: osprey, environment: production };
    expect(await recordUndeployment(broker.access, undeployment)).toEqual(['1']);
    expect(await listVersions(production, 'deployed')).toEqual(['2@blue']);
    await recordUndeployment(broker.access, { ...undeployment, applicationInstance: 'blue' });
    expect(await listVersions(production, 'deployed')).toEqual([]);
  });

  test.each([
    ['nothing is deployed', osprey, undefined, 'NOT_DEPLOYED'],
    ['no such instance is deployed', osprey, 'green', 'NOT_DEPLOYED'],
    ['the pacticipant is unknown', 'unknown', undefined, 'NOT_FOUND'],
  ])('is refused where %s', async (_, pacticipant, applicationInstance, code) => {
    const production = own('production');
    await recordRelease(broker.access, { ...placement('1', production), ...creating });
    const ended = recordUndeployment(broker.access, { pacticipant, environment: production, applicationInstance });
    await expect(ended).rejects.toMatchObject({ code, exitCode: 1 });
  });
});

describe('recordSupportEnded', () => {
  test('ends the support of that version only', async () => {
    const production = own('production');
    for (const version of ['1', 'a/b'])
      await recordRelease(broker.access, { ...placement(version, production), ...creating });
    await recordSupportEnded(broker.access, placement('a/b', production));
    expect(await listVersions(production, 'released')).toEqual(['1']);
    const again = recordSupportEnded(broker.access, placement('a/b', production));
    await expect(again).rejects.toMatchObject({ code: 'NOT_DEPLOYED', exitCode: 1 });
  });

  test('is refused in an unknown environment', async () => {
    const ended = recordSupportEnded(broker.access, placement('1', own('nowhere')));
    await expect(ended).rejects.toMatchObject({ code: 'UNKNOWN_ENVIRONMENT', exitCode: 1 });
  });
});

/** The official client truncates a version at # and ?. */
test.each(versionsToEncode)('records exactly the version %s', async (version) => {
  const production = own('production');
  await recordRelease(broker.access, { ...placement(version, production), ...creating });
  expect(await listVersions(production, 'released')).toEqual([version]);
});

describe('an environment that does not exist', () => {
  test('is refused, and the existing ones are listed', async () => {
    const staging = own('staging');
    const nowhere = own('nowhere');
    await recordRelease(broker.access, { ...placement('1', staging), ...creating });
    const recorded = recordDeployment(broker.access, placement('1', nowhere));
    await expect(recorded).rejects.toMatchObject({ code: 'UNKNOWN_ENVIRONMENT', exitCode: 1 });
    await expect(recorded).rejects.toThrow(new RegExp(`${nowhere} \\(known: .*${staging}`));
    expect(await environment(nowhere)).toBeUndefined();
  });

  test.each([
    [true, 'a production environment'],
    [false, 'another environment'],
  ])('is created with production %s as %s', async (production) => {
    const name = own('live');
    await recordRelease(broker.access, { ...placement('1', name), createEnvironment: { production } });
    expect(await environment(name)).toMatchObject({ name, production });
  });

  test('is not created for an unknown version', async () => {
    const nowhere = own('nowhere');
    const recorded = recordRelease(broker.access, { ...placement('99', nowhere), ...creating });
    await expect(recorded).rejects.toThrow(`does not know version 99 of ${osprey}`);
    expect(await environment(nowhere)).toBeUndefined();
  });

  test("is refused with the broker's message if its name is invalid", async () => {
    const recorded = recordRelease(broker.access, { ...placement('1', 'no where'), ...creating });
    await expect(recorded).rejects.toThrow('cannot contain spaces');
  });
});

test.each([
  ['version', osprey, '99', 'version 99 of'],
  ['pacticipant', 'unknown', '1', 'a pacticipant called unknown'],
])('an unknown %s is named in the error', async (_, pacticipant, version, subject) => {
  const recorded = recordDeployment(broker.access, { pacticipant, version, environment: 'production' });
  await expect(recorded).rejects.toMatchObject({
    code: 'NOT_FOUND',
    exitCode: 1,
    subject: expect.stringContaining(subject),
  });
});

describe('the success message of the client is checked', () => {
  const environments = { _embedded: { environments: [] }, _links: { 'pb:environments': { href: '/environments' } } };

  test('after it has created an environment', async () => {
    const server = await startServer(json(200, environments));
    const recorded = recordRelease(server, { ...placement('1', 'production'), ...creating });
    await expect(recorded).rejects.toMatchObject({ code: 'PUBLISH_NOT_CONFIRMED', exitCode: 2 });
    await server.close();
  });

  test.each([
    ['deployment', 'pb:record-deployment', recordDeployment],
    ['release', 'pb:record-release', recordRelease],
  ])('after it has recorded a %s', async (_, relation, record) => {
    const server = await startServer((request, response) => {
      const lists = ['pb:currently-deployed-deployed-versions', 'pb:currently-supported-released-versions'];
      const _links = Object.fromEntries(lists.map((name) => [name, { href: '/environments/1f09/versions' }]));
      const all = {
        _embedded: {
          environments: [{ uuid: '1f09', name: 'production', _links }],
          deployedVersions: [],
          releasedVersions: [],
        },
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

test('a redirect is BROKER_NOT_HAL', async () => {
  const server = await startServer(redirect);
  await expect(recordRelease(server, placement('1', 'production'))).rejects.toMatchObject({
    code: 'BROKER_NOT_HAL',
    exitCode: 2,
  });
  await server.close();
});

test('an unknown pacticipant is answered with the most similar name', async () => {
  const recorded = recordRelease(broker.access, { ...placement('1', 'production'), pacticipant: `${osprey}s` });
  await expect(recorded).rejects.toThrow(`does not know a pacticipant called ${osprey}s (did you mean ${osprey}?)`);
});
