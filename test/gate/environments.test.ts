import { createEnvironment, updateEnvironment } from '../../src/gate/change-environment.ts';
import { deleteEnvironment } from '../../src/gate/delete-environment.ts';
import { describeEnvironments } from '../../src/gate/environment-attributes.ts';
import { recordDeployment, recordRelease } from '../../src/gate/record.ts';
import { historian, own, useTestBroker } from './support/broker.ts';

const broker = useTestBroker();
const find = async (name: string) => (await describeEnvironments(broker.access)).find((one) => one.name === name);
const team = { name: 'Team Osprey', details: { emailAddress: 'osprey@example.org' } };

test('an environment is created with all its attributes', async () => {
  const name = own('staging');
  const attributes = { name, displayName: 'Staging (EU)', production: true, contacts: [team] };
  const created = await createEnvironment(broker.access, attributes);
  expect(created).toEqual({ uuid: expect.any(String), ...attributes });
  expect(await find(name)).toEqual(created);
});

test('the broker derives the display name that is not given', async () => {
  const name = own('staging');
  const { displayName } = await createEnvironment(broker.access, { name, production: false });
  expect(displayName?.toLowerCase()).toContain('staging');
});

test.each([
  ['that exists', 'production', 'ENVIRONMENT_EXISTS'],
  ['with a space in its name', 'no where', 'BROKER_REFUSED'],
])('an environment %s is refused', async (_, name, code) => {
  const created = createEnvironment(broker.access, { name, production: true });
  await expect(created).rejects.toMatchObject({ code, exitCode: 1 });
});

describe('an update', () => {
  test('leaves what is not given as it is', async () => {
    const name = own('staging');
    const before = await createEnvironment(broker.access, {
      name,
      displayName: 'A',
      production: true,
      contacts: [team],
    });
    const updated = await updateEnvironment(broker.access, { name }, { displayName: 'B' });
    expect(updated).toEqual({ ...before, displayName: 'B' });
    expect(await updateEnvironment(broker.access, { name }, { production: false })).toEqual({
      ...updated,
      production: false,
    });
  });

  test('gives another name to the environment with this UUID', async () => {
    const name = own('staging');
    const other = own('acceptance');
    const { uuid } = await createEnvironment(broker.access, { name, production: false });
    await updateEnvironment(broker.access, { uuid }, { name: other });
    expect([await find(name), (await find(other))?.uuid]).toEqual([undefined, uuid]);
  });

  test('to a name that another environment has is refused', async () => {
    const name = own('staging');
    await createEnvironment(broker.access, { name, production: false });
    const updated = updateEnvironment(broker.access, { name }, { name: 'production' });
    await expect(updated).rejects.toMatchObject({ code: 'BROKER_REFUSED', exitCode: 1 });
  });

  test('of an unknown environment names the most similar one', async () => {
    const updated = updateEnvironment(broker.access, { name: 'Prodution' }, { displayName: 'B' });
    await expect(updated).rejects.toMatchObject({ code: 'UNKNOWN_ENVIRONMENT', exitCode: 1 });
    await expect(updated).rejects.toThrow('Prodution (did you mean production? known: ');
  });
});

describe('a deletion', () => {
  test('of an unused environment needs nothing else', async () => {
    const name = own('staging');
    const created = await createEnvironment(broker.access, { name, production: false });
    const deleted = await deleteEnvironment(broker.access, { name }, { force: false });
    expect(deleted).toEqual({ ...created, deployed: 0, released: 0 });
    expect(await find(name)).toBeUndefined();
  });

  test('of an environment in use is refused with the number of versions, and needs force', async () => {
    const name = own('staging');
    const pacticipant = own('osprey');
    await createEnvironment(broker.access, { name, production: false });
    for (const version of ['1', '2']) {
      await historian(broker).publish(pacticipant, version, own('heron'));
      await recordRelease(broker.access, { pacticipant, version, environment: name });
    }
    await recordDeployment(broker.access, { pacticipant, version: '2', environment: name });
    const refused = deleteEnvironment(broker.access, { name }, { force: false });
    await expect(refused).rejects.toMatchObject({
      code: 'ENVIRONMENT_IN_USE',
      exitCode: 1,
      subject: `${name} has 1 deployed version and 2 released versions`,
    });
    expect(await find(name)).toBeDefined();
    const deleted = await deleteEnvironment(broker.access, { name }, { force: true });
    expect(deleted).toMatchObject({ name, deployed: 1, released: 2 });
    expect(await find(name)).toBeUndefined();
  });
});
