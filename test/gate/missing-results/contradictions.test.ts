import { exitCodeOf } from '../../../src/gate/missing-results/missing-result.ts';
import { findMissingResults } from '../../../src/gate/missing-results/missing-results.ts';
import { History } from '../../support/history.ts';
import { useBroker } from '../../support/use-broker.ts';
import { closeProxies, proxyTo } from '../../verification/proxy.ts';

const broker = useBroker();
afterAll(closeProxies);

/** Core 1.1.0 is verified with both versions of the pipeline; core 1.0.0 in production is not. */
beforeAll(async () => {
  const history = new History(broker);
  await history.version('core', '1.0.0');
  await history.deploy('core', '1.0.0', 'production');
  await history.publish('pipeline', '1', ['a']);
  await history.deploy('pipeline', '1', 'production');
  await history.publish('pipeline', '2', ['b'], { branch: 'main' });
  await history.version('core', '1.1.0', { branch: 'main' });
  for (const version of ['1', '2']) await history.verify('1.1.0', 'pipeline', version, true);
});

// biome-ignore lint/suspicious/noExplicitAny: a response of any kind, which is changed
type Body = any;
type Lie = [name: string, path: RegExp, change: (body: Body) => unknown];

const withRows = (change: (row: Body) => unknown) => (body: Body) => ({ ...body, matrix: body.matrix.map(change) });
const verified = { success: true, _links: { self: { href: 'http://b/results/1' } } };

/** With each of them, the missing results of core 1.0.0 would not be found. */
const lies: Lie[] = [
  ['no integrations', /^\/integrations/, () => ({ _embedded: { integrations: [] } })],
  ['integrations that are missing', /^\/integrations/, () => ({ _embedded: {} })],
  [
    'an integration of others',
    /^\/integrations/,
    (body) => JSON.parse(JSON.stringify(body).replaceAll('"core"', '"x"')),
  ],
  ['pacts that are missing', /^\/pacts\/latest/, () => ({})],
  ['a pacticipant of another name', /^\/pacticipants\/core$/, (body) => ({ ...body, name: 'x', mainBranch: 'x' })],
  ['a head of another branch', /core.*latest-version/, (body) => withBranch(body, 'x')],
  ['environments that are missing', /^\/environments$/, () => ({ _embedded: {} })],
  ...[null, true, {}, [], { _embedded: true }, { _embedded: { pacticipant: { name: 1 }, version: {} } }].map(
    (entry): Lie => [`a placement ${JSON.stringify(entry)}`, /currently-deployed/, withPlacements(() => entry)],
  ),
  ...[null, 1, {}, { consumer: { name: 'pipeline' } }].map(
    (one): Lie => [
      `an integration ${JSON.stringify(one)}`,
      /^\/integrations/,
      () => ({ _embedded: { integrations: [one] } }),
    ],
  ),
  ...[null, 1, {}, { name: 'production' }].map(
    (one): Lie => [
      `an environment ${JSON.stringify(one)}`,
      /^\/environments$/,
      () => ({ _embedded: { environments: [one] } }),
    ],
  ),
  [
    'placements of another version',
    /currently-deployed/,
    withPlacements((one) => placed(one, 'version', { number: '1.1.0' })),
  ],
  [
    'placements of another pacticipant',
    /currently-deployed/,
    withPlacements((one) => placed(one, 'pacticipant', { name: 'x' })),
  ],
  ['placements that are missing', /currently-deployed/, () => ({ _embedded: {} })],
  ['a head without a number', /latest-version/, () => ({ branch: 'main' })],
  ['a matrix without rows', /^\/matrix/, (body) => ({ ...body, matrix: [] })],
  [
    'a matrix without rows, which counts none',
    /^\/matrix/,
    ({ summary, ...body }) => ({ ...body, matrix: [], summary: { ...summary, success: 0, failed: 0, unknown: 0 } }),
  ],
  [
    'no rows for the version in production',
    /^\/matrix.*1\.0\.0/,
    ({ summary, ...body }) => ({ ...body, matrix: [], summary: { ...summary, success: 0, failed: 0, unknown: 0 } }),
  ],
  ['rows about another consumer version', /^\/matrix/, withRows((row) => withVersion(row, 'consumer', '9'))],
  ['rows about another provider version', /^\/matrix/, withRows((row) => withVersion(row, 'provider', '9'))],
  [
    'rows about another pacticipant',
    /^\/matrix/,
    withRows((row) => ({ ...row, consumer: { ...row.consumer, name: 'feed' } })),
  ],
  ['results that are not counted', /^\/matrix/, withRows((row) => ({ ...row, verificationResult: verified }))],
  [
    'results without a version of the provider',
    /^\/matrix/,
    withRows((row) => ({ ...row, provider: { name: 'core' }, verificationResult: verified })),
  ],
];

function withPlacements(change: (entry: Body) => unknown) {
  return ({ _embedded, ...body }: Body) => ({
    ...body,
    _embedded: { ..._embedded, deployedVersions: _embedded.deployedVersions.map(change) },
  });
}

function placed(entry: Body, side: 'version' | 'pacticipant', value: object): Body {
  return { ...entry, _embedded: { ...entry._embedded, [side]: { ...entry._embedded[side], ...value } } };
}

function withBranch(version: Body, name: string): Body {
  return { ...version, number: '1.1.0', _embedded: { ...version._embedded, branchVersions: [{ name }] } };
}

function withVersion(row: Body, side: 'consumer' | 'provider', number: string): Body {
  return { ...row, [side]: { ...row[side], version: { number } } };
}

/** The exit code of the command, with a broker whose responses to these paths are changed. */
async function exitCodeWith(path: RegExp, change: (body: Body) => unknown): Promise<string> {
  const changes = (_: string, url: string, body: string) =>
    path.test(url) ? JSON.stringify(change(JSON.parse(body))) : body;
  const url = await proxyTo(broker.url, { changes });
  return findMissingResults({ url }).then(
    (results) => `${exitCodeOf(results)}`,
    ({ exitCode, code }) => `${exitCode} ${code}`,
  );
}

test.each(lies)('missing-results is not satisfied with %s', async (...[, path, change]) => {
  expect(await exitCodeWith(path, change)).toMatch(/^2 BROKER_/);
});

test('an honest broker misses two results of core 1.0.0, and none after they are published', async () => {
  expect(await exitCodeWith(/./, (body) => body)).toBe('1');
  const history = new History(broker);
  for (const version of ['1', '2']) await history.verify('1.0.0', 'pipeline', version, true);
  expect(await exitCodeWith(/./, (body) => body)).toBe('0');
});

test('missing-results is not satisfied with responses that a cache has held', async () => {
  const url = await proxyTo(broker.url, { headers: { age: '60' } });
  await expect(findMissingResults({ url })).rejects.toMatchObject({ code: 'BROKER_OUTDATED', exitCode: 2 });
});

test.each([202, 203, 206])('missing-results is not satisfied with responses of status %i', async (status) => {
  const url = await proxyTo(broker.url, { status });
  await expect(findMissingResults({ url })).rejects.toMatchObject({ code: 'BROKER_NOT_HAL', exitCode: 2 });
});

test('a broker without pacts misses no result', async () => {
  const lists: [RegExp, object][] = [
    [/^\/integrations/, { _embedded: { integrations: [] } }],
    [/^\/pacts\/latest/, { pacts: [] }],
  ];
  const changes = (_: string, url: string, body: string) =>
    JSON.stringify(lists.find(([path]) => path.test(url))?.[1]) ?? body;
  const results = await findMissingResults({ url: await proxyTo(broker.url, { changes }) });
  expect(exitCodeOf(results)).toBe(0);
});
