import { BrokerClient } from '../../src/broker-client/client.ts';
import { createEnvironment, updateEnvironment } from '../../src/gate/change-environment.ts';
import { deleteEnvironment } from '../../src/gate/delete-environment.ts';
import { describeEnvironments } from '../../src/gate/environment-attributes.ts';
import { useBroker } from '../support/use-broker.ts';
import { closeProxies, type Faults, proxyTo } from '../verification/proxy.ts';
import { own } from './support/broker.ts';

const broker = useBroker();
afterAll(closeProxies);

// biome-ignore lint/suspicious/noExplicitAny: a response of any kind, which is changed
type Body = any;
type Change = (body: Body, name: string) => unknown;
/** The requests whose responses are changed: a method and the path. */
type Lie = [name: string, requests: RegExp, change: Change];
type Write = (url: string, name: string) => Promise<unknown>;

const creation: Write = (url, name) => createEnvironment({ url }, { name, production: true });
const change: Write = (url, name) => updateEnvironment({ url }, { name }, { displayName: 'Staging' });
const deletion: Write = (url, name) => deleteEnvironment({ url }, { name }, { force: false });

const list = /^GET \/environments$/;
const ownResource = /^GET \/environments\/[^/]+$/;
const placements = /^GET .*currently-(deployed|supported)/;
const otherUuid = '00000000-0000-4000-8000-000000000000';

const inList =
  (changeOne: (one: Body) => unknown): Change =>
  ({ _embedded, ...body }, name) => ({
    ...body,
    _embedded: {
      environments: _embedded.environments.flatMap((one: Body) => (one.name === name ? (changeOne(one) ?? []) : one)),
    },
  });

/** The list before an environment is created does not have it: so these lies are in the list afterwards. */
const liesAboutTheList: Lie[] = [
  ['a list that is a text', list, () => ({ _embedded: { environments: 'x' } })],
  ['a list without environments', list, () => ({ _embedded: {} })],
  ['an environment that is null', list, () => ({ _embedded: { environments: [null] } })],
  ['an environment without a UUID', list, inList(({ uuid: _, ...one }) => one)],
  ['an environment whose UUID is a path', list, inList((one) => ({ ...one, uuid: '../pacticipants/osprey' }))],
  ['two environments of this name', list, inList((one) => [one, { ...one, uuid: otherUuid }])],
  ['two environments of this UUID', list, inList((one) => [one, { ...one, name: 'heron' }])],
  ['an environment that does not say whether it is production', list, inList(({ production: _, ...one }) => one)],
];
const liesAboutTheResource: Lie[] = [
  ['an environment with the UUID of another one', list, inList((one) => ({ ...one, uuid: otherUuid }))],
  ['the resource of another environment', ownResource, (one) => ({ ...one, name: 'production' })],
  ['a resource with another UUID', ownResource, (one) => ({ ...one, uuid: otherUuid })],
  ['a resource without content', ownResource, () => ({})],
  ['a resource that contradicts the list', ownResource, (one) => ({ ...one, production: !one.production })],
];
const liesAboutTheCreation: Lie[] = [
  ['another environment', /^POST/, (one) => ({ ...one, uuid: otherUuid })],
  ['no content', /^POST/, () => ({})],
  ['a list without it', list, inList(() => undefined)],
  ['a list in which it is not production', list, inList((one) => ({ ...one, production: false }))],
];
const liesAboutTheUpdate: Lie[] = [
  ['another environment', /^PUT/, (one) => ({ ...one, uuid: otherUuid })],
  ['no content', /^PUT/, () => ({})],
];
const liesAboutTheDeletion: Lie[] = [
  ['placements that are a text', placements, () => ({ _embedded: { deployedVersions: 'x', releasedVersions: 'x' } })],
  ['no list of placements', placements, () => ({ _embedded: {} })],
  ['a placement without a version', placements, () => ({ _embedded: { deployedVersions: [{}] } })],
  ['links to the placements of another environment', list, withOtherLinks],
];

function withOtherLinks(body: Body): Body {
  return JSON.parse(JSON.stringify(body).replaceAll(/environments\/[0-9a-f-]{36}\//g, `environments/${otherUuid}/`));
}

const changing = (requests: RegExp, changeBody: Change, name: string): Faults => ({
  changes: (method, path, body) =>
    requests.test(`${method} ${path}`) && body.startsWith('{')
      ? JSON.stringify(changeBody(JSON.parse(body), name))
      : body,
});

/** The exit code of the write at a broker with these faults. */
async function exitCodeOf(write: Write, name: string, faults: Faults): Promise<string> {
  return write(await proxyTo(broker.url, faults), name).then(
    () => '0',
    ({ exitCode, code }) => `${exitCode} ${code}`, // an unexpected error has none
  );
}

/** A name for the write: a new one, or that of an environment. */
async function givenName(write: Write): Promise<string> {
  const name = own('staging');
  if (write !== creation) await createEnvironment(broker, { name, production: false });
  return name;
}

const writes: [string, Write][] = [
  ['create', creation],
  ['update', change],
  ['delete', deletion],
];

describe.each(writes)('%s', (_, write) => {
  test('is confirmed by an honest broker', async () => {
    expect(await exitCodeOf(write, await givenName(write), {})).toBe('0');
  });

  test('is not confirmed by a response that a cache has held', async () => {
    expect(await exitCodeOf(write, await givenName(write), { headers: { age: '60' } })).toBe('2 BROKER_OUTDATED');
  });

  test.each([202, 203, 206])('is not confirmed by a response with status %i', async (status) => {
    expect(await exitCodeOf(write, await givenName(write), { status })).toMatch(/^2 /);
  });
});

const cases = [
  ...[...liesAboutTheList, ...liesAboutTheResource, ...liesAboutTheCreation].map(
    ([name, ...lie]) => ['create', name, creation, ...lie] as const,
  ),
  ...[...liesAboutTheList, ...liesAboutTheResource, ...liesAboutTheUpdate].map(
    ([name, ...lie]) => ['update', name, change, ...lie] as const,
  ),
  ...[...liesAboutTheList, ...liesAboutTheResource, ...liesAboutTheDeletion].map(
    ([name, ...lie]) => ['delete', name, deletion, ...lie] as const,
  ),
];
test.each(cases)('%s is not confirmed by %s', async (...[, , write, requests, lie]) => {
  const name = await givenName(write);
  expect(await exitCodeOf(write, name, changing(requests, lie, name))).toMatch(/^2 /);
});

test('an update that the broker does not make is not confirmed', async () => {
  const name = await givenName(change);
  const before = await new BrokerClient(broker).get('/environments');
  const url = await proxyTo(broker.url, {
    changes: (method, path, body) => (list.test(`${method} ${path}`) ? JSON.stringify(before) : body),
  });
  await expect(change(url, name)).rejects.toMatchObject({ code: 'PUBLISH_NOT_CONFIRMED', exitCode: 2 });
});

test.each([
  ['and still shows the environment', false],
  ['and only leaves it out of the list', true],
])('a deletion is not confirmed by a broker that does nothing %s', async (_, isLeftOut) => {
  const name = await givenName(deletion);
  let isDeleted = false;
  const leaveOut = changing(
    list,
    inList(() => undefined),
    name,
  ).changes;
  const url = await proxyTo(broker.url, {
    ignores: (method) => {
      isDeleted ||= method === 'DELETE';
      return method === 'DELETE';
    },
    changes: (method, path, body) => (isDeleted && isLeftOut ? (leaveOut?.(method, path, body) ?? body) : body),
  });
  await expect(deletion(url, name)).rejects.toMatchObject({ code: 'PUBLISH_NOT_CONFIRMED', exitCode: 2 });
});

test.each(liesAboutTheList)('list is not answered by %s', async (_, requests, lie) => {
  const name = await givenName(change);
  const url = await proxyTo(broker.url, changing(requests, lie, name));
  await expect(describeEnvironments({ url })).rejects.toMatchObject({ exitCode: 2 });
});
