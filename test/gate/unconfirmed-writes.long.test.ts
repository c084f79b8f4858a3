import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consumer } from '../../src/contracts/interactions.ts';
import { publishPacts } from '../../src/gate/publish.ts';
import { recordDeployment, recordRelease } from '../../src/gate/record.ts';
import { recordSupportEnded, recordUndeployment } from '../../src/gate/record-end.ts';
import { useBroker } from '../support/use-broker.ts';
import { closeProxies, type Faults, proxyTo } from '../verification/proxy.ts';
import { pact } from './support/pact.ts';

const broker = useBroker();
const folder = mkdtempSync(join(tmpdir(), 'pacts-'));
beforeAll(() => writeFileSync(join(folder, 'pact.json'), JSON.stringify(pact('osprey'))));
afterAll(() => {
  closeProxies();
  rmSync(folder, { recursive: true });
});

// biome-ignore lint/suspicious/noExplicitAny: a response of any kind, which is changed
type Body = any;
type Lie = [name: string, path: RegExp, change: (body: Body) => unknown];
type Write = (url: string) => Promise<unknown>;

const environment = 'production';
const createEnvironment = { production: true };
const placement = { pacticipant: consumer, version: '7', environment, createEnvironment };

const publish: Write = (url) => publishPacts({ url }, folder, { version: '7', branch: 'main', tags: ['dev'] });
const deploy: Write = (url) => recordDeployment({ url }, placement);
const release: Write = (url) => recordRelease({ url }, placement);

/** The placement is recorded at the real broker first; the faults are in the responses to its end. */
const undeploy: Write = async (url) => {
  await recordDeployment({ url: broker.url }, placement);
  return recordUndeployment({ url }, placement);
};
const endSupport: Write = async (url) => {
  await recordRelease({ url: broker.url }, placement);
  return recordSupportEnded({ url }, placement);
};

const pactPath = /^\/pacts\/provider\/osprey\/consumer/;
const versionPath = /^\/pacticipants\/[^/]+\/versions\/7$/;
const linkTo = (number: string) => (body: Body) => {
  const link = { ...body._links['pb:consumer-version'], name: number };
  return { ...body, _links: { ...body._links, 'pb:consumer-version': link } };
};
const withEmbedded = (name: string) => (body: Body) => ({ ...body, _embedded: { ...body._embedded, [name]: [] } });

const liesAboutPacts: Lie[] = [
  ['another version', pactPath, linkTo('6')],
  ['no version', pactPath, (body) => ({ ...body, _links: { self: body._links.self } })],
  ['another consumer', pactPath, (body) => ({ ...body, consumer: { name: 'wren' } })],
  ['no consumer', pactPath, ({ consumer: _, ...body }) => body],
  ['another provider', pactPath, (body) => ({ ...body, provider: { name: 'wren' } })],
  ['no URL', pactPath, ({ _links: { self: _, ..._links }, ...body }) => ({ ...body, _links })],
  ['fewer interactions', pactPath, (body) => ({ ...body, interactions: [] })],
  ['no interactions', pactPath, ({ interactions: _, ...body }) => body],
  ['another specification', pactPath, (body) => ({ ...body, metadata: { pactSpecification: { version: '3.0' } } })],
  ['another version in its own resource', versionPath, (body) => ({ ...body, number: '6' })],
  ['no branch', versionPath, withEmbedded('branchVersions')],
  ['no tag', versionPath, withEmbedded('tags')],
  [
    'a branch that is null',
    versionPath,
    (body) => ({ ...body, _embedded: { ...body._embedded, branchVersions: [null] } }),
  ],
];

const publishPath = /^\/contracts\/publish$/;
const withNotice = (type: string) => (body: Body) => ({
  ...body,
  notices: [...body.notices, { type, text: 'failed' }],
});
const withContracts = (change: (links: Body[]) => unknown) => (body: Body) => ({
  ...body,
  _links: { ...body._links, 'pb:contracts': change(body._links['pb:contracts']) },
});

/** The state of the broker is as published: only the response to the publication is wrong. */
const liesAboutPublications: Lie[] = [
  ['another version', publishPath, (body) => withPart(body, 'version', { number: '6' })],
  ['another consumer', publishPath, (body) => withPart(body, 'pacticipant', { name: 'wren' })],
  ['no version', publishPath, ({ _embedded: _, ...body }) => body],
  ['no pact', publishPath, withContracts(() => [])],
  ['the pact of another provider', publishPath, withContracts(([link]) => [{ ...link, name: `${link.name}-2` }])],
  ['two pacts', publishPath, withContracts((links) => [...links, ...links])],
  ['a notice of type error', publishPath, withNotice('error')],
  ['a notice of type danger', publishPath, withNotice('danger')],
  ['no notices', publishPath, ({ notices: _, ...body }) => body],
  ['no content', publishPath, () => ({})],
];

function withPart(body: Body, name: string, part: object): Body {
  const links = { _links: body._embedded[name]._links };
  return { ...body, _embedded: { ...body._embedded, [name]: { ...part, ...links } } };
}

const list = /currently-(deployed|supported)/;
const withEntries = (change: (entry: Body) => unknown) => (body: Body) => {
  const [[name = '', entries]] = Object.entries<Body[]>(body._embedded) as [[string, Body[]]];
  return { ...body, _embedded: { [name]: entries.map(change) } };
};
const about = (side: string, value: object) => (entry: Body) => ({
  ...entry,
  _embedded: { ...entry._embedded, [side]: value },
});

const liesAboutPlacements: Lie[] = [
  ['another version', list, withEntries(about('version', { number: '6' }))],
  ['another pacticipant', list, withEntries(about('pacticipant', { name: 'wren' }))],
  ['no version', list, withEntries(({ _embedded: _, ...entry }) => entry)],
  ['no placement', list, withEntries(() => ({}))],
  ['no list', list, () => ({ _embedded: {} })],
  ['a list that is a text', list, ({ _embedded }) => ({ _embedded: { [Object.keys(_embedded)[0] ?? '']: 'x' } })],
  ['a placement that is null', list, withEntries(() => null)],
  ['an environment that is null', /^\/environments$/, () => ({ _embedded: { environments: [null] } })],
  [
    'a placement that has ended',
    list,
    withEntries((entry) => ({ ...entry, currentlyDeployed: false, currentlySupported: false })),
  ],
  ['an application instance', list, withEntries((entry) => ({ ...entry, ...instanceOf(entry) }))],
  ['two environments of this name', /^\/environments$/, withTwoEnvironments],
  ['another environment', /^\/environments$/, (body) => JSON.parse(JSON.stringify(body).replace(uuids, other))],
];

function withTwoEnvironments({ _embedded: { environments } }: Body): Body {
  return { _embedded: { environments: environments.flatMap((one: Body) => [one, { ...one, uuid: 'second' }]) } };
}

/** A release has no application instance: there it is given to another version. */
const instanceOf = (entry: Body) =>
  'currentlyDeployed' in entry ? { applicationInstance: 'blue' } : { _embedded: { version: { number: '6' } } };
const uuids = /environments\/[0-9a-f-]{36}/g;
const other = 'environments/00000000-0000-4000-8000-000000000000';

const ended = /^\/(deployed|released)-versions\//;
/** The URL of another placement, whose uuid is that of the entry. */
const withForeignLink = (entry: Body) => ({
  ...entry,
  _links: { self: { href: entry._links.self.href.replace(/[^/]+$/, other.replace(/^.*\//, '')) } },
});
const liesAboutEnds: Lie[] = [
  [
    'a placement that is still current',
    ended,
    (body) => ({ ...body, currentlyDeployed: true, currentlySupported: true }),
  ],
  ['another placement', ended, (body) => ({ ...body, uuid: other })],
  ['a placement that does not say whether it is current', ended, ({ uuid }) => ({ uuid })],
  ['nothing', ended, () => ({})],
  ['an environment that is null', /^\/environments$/, () => ({ _embedded: { environments: [null] } })],
  ['no placement', list, () => ({ _embedded: {} })],
  ['a placement without a version', list, withEntries(about('version', {}))],
  ['a placement without a pacticipant', list, withEntries(about('pacticipant', {}))],
  ['a placement without a link', list, withEntries(({ _links: _, ...entry }) => entry)],
  ['a placement without a uuid', /(deployed|released)-versions/, withoutUuids],
  ['the link of another placement', list, withEntries(withForeignLink)],
  ['another version', ended, (body) => ({ ...body, _embedded: { ...body._embedded, version: { number: '6' } } })],
];

/** Of a list, or of one placement. */
function withoutUuids({ uuid: _, ...body }: Body): Body {
  return Array.isArray(Object.values(body._embedded)[0])
    ? withEntries(({ uuid: __, ...entry }: Body) => entry)(body)
    : body;
}

const cases = [
  ...[...liesAboutPublications, ...liesAboutPacts].map(([name, ...lie]) => ['publish', name, publish, ...lie] as const),
  ...liesAboutPlacements.map(([name, ...lie]) => ['record-deployment', name, deploy, ...lie] as const),
  ...liesAboutPlacements.map(([name, ...lie]) => ['record-release', name, release, ...lie] as const),
  ...liesAboutEnds.map(([name, ...lie]) => ['record-undeployment', name, undeploy, ...lie] as const),
  ...liesAboutEnds.map(([name, ...lie]) => ['record-support-ended', name, endSupport, ...lie] as const),
];

/** The exit code of the write at a broker with these faults. */
async function exitCodeOf(write: Write, faults: Faults): Promise<string> {
  return write(await proxyTo(broker.url, faults)).then(
    () => '0',
    ({ exitCode, code }) => `${exitCode} ${code}`, // an unexpected error has none
  );
}

const changing = (path: RegExp, change: (body: Body) => unknown): Faults => ({
  changes: (method, url, body) =>
    (method === 'GET' || path === publishPath) && path.test(url) && body.startsWith('{')
      ? JSON.stringify(change(JSON.parse(body)))
      : body,
});

describe.each([
  ['publish', publish],
  ['record-deployment', deploy],
  ['record-release', release],
  ['record-undeployment', undeploy],
  ['record-support-ended', endSupport],
])('%s', (_, write) => {
  test('is confirmed by an honest broker', async () => {
    expect(await exitCodeOf(write, {})).toBe('0');
  });

  test('is not confirmed by a response that a cache has held', async () => {
    expect(await exitCodeOf(write, { headers: { age: '60' } })).toBe('2 BROKER_OUTDATED');
  });

  test.each([202, 203, 206])('is not confirmed by a response with status %i', async (status) => {
    expect(await exitCodeOf(write, { status })).toMatch(/^2 /);
  });
});

test.each(cases)('%s is not confirmed by a response with %s', async (...[, , write, path, change]) => {
  expect(await exitCodeOf(write, changing(path, change))).toMatch(/^2 /);
});

describe('when the second of two deployments cannot be ended', () => {
  /** Two deployments without an instance, as a broker that does not replace them has them. */
  const twice = (body: Body) => {
    const [entry] = body._embedded.deployedVersions;
    const second = { ...entry, uuid: 'second', _links: { self: { href: '/deployed-versions/second' } } };
    return { _embedded: { deployedVersions: [entry, about('version', { number: '8' })(second)] } };
  };

  test('the error names the version that was undeployed', async () => {
    await recordDeployment({ url: broker.url }, placement);
    const url = await proxyTo(broker.url, changing(list, twice));
    const { pacticipant } = placement;
    const error = await recordUndeployment({ url }, { pacticipant, environment }).catch((one) => one);
    expect(error).toMatchObject({
      code: 'PUBLISH_NOT_CONFIRMED',
      exitCode: 2,
      message: expect.stringContaining('(recorded for 7 of 7, 8; '),
    });
  });
});

test('an end is not confirmed while the list still has the placement', async () => {
  await recordDeployment({ url: broker.url }, placement);
  let first: string | undefined;
  const url = await proxyTo(broker.url, {
    changes: (_, path, body) => {
      if (list.test(path)) first ??= body;
      return list.test(path) && first !== undefined ? first : body;
    },
  });
  const { pacticipant } = placement;
  await expect(recordUndeployment({ url }, { pacticipant, environment })).rejects.toMatchObject({
    code: 'PUBLISH_NOT_CONFIRMED',
  });
});
