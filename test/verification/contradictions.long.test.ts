import { clientEnvironment } from '../../src/config/config.ts';
import { referenceCore } from '../../src/provider/reference.ts';
import { coreUnderTest } from '../../src/provider/start-core.ts';
import { verifyPacts } from '../../src/verification/verify.ts';
import { useBroker } from '../support/use-broker.ts';
import { freshName, publish, resultAt, writtenPact } from './broker-with-pacts.ts';
import { closeProxies, type Faults, proxyTo } from './proxy.ts';

const broker = useBroker();
afterAll(closeProxies);

const consumers = ['pipeline', 'store'];
const provider = 'core';
beforeAll(async () => {
  for (const name of consumers) await publish(broker.url, writtenPact(name, provider), '1');
});

// biome-ignore lint/suspicious/noExplicitAny: a response of any kind, which is changed
type Body = any;
type Lie = [name: string, path: RegExp, change: (body: Body) => unknown];

/** The provider writes another level than the pacts expect, unless it is honest. */
async function exitCodeWith(faults: Faults, { version = freshName('1'), breaks = false } = {}): Promise<string> {
  const source = referenceCore({ version, levels: breaks ? { soft: 'slow' } : {} });
  const core = coreUnderTest(source, await source.describe(), version, provider);
  const url = await proxyTo(broker.url, faults);
  const selected = { kind: 'selected', broker: { url } } as const;
  return verifyPacts({
    provider: core,
    source: selected,
    branch: 'main',
    publish: true,
    env: clientEnvironment(),
  }).then(
    ({ exitCode, problems }) => [exitCode, ...new Set(problems.map(({ code }) => code))].join(' '),
    ({ exitCode, code }) => `${exitCode} ${code}`,
  );
}

const changing = (path: RegExp, change: (body: Body) => unknown): Faults => ({
  changes: (_, url, body) => (path.test(url) && body.startsWith('{') ? JSON.stringify(change(JSON.parse(body))) : body),
});

const list = /\/for-verification$/;
const pact = /\/pact-version\/[^/]+\/metadata\/[^/]+$/;
const withPacts = (change: (pacts: Body[]) => unknown) => (body: Body) =>
  body._embedded ? { ...body, _embedded: { pacts: change(body._embedded.pacts) } } : body;
const each = (change: (pact: Body) => unknown) => withPacts((pacts) => pacts.map(change));

/** The verification is refused before it starts. */
const liesAboutPacts: Lie[] = [
  ['no pact', list, withPacts(() => [])],
  ['one pact of two', list, withPacts((pacts) => pacts.slice(1))],
  ['one pact twice', list, withPacts(([first]) => [first, first])],
  ['no list', list, ({ _embedded: _, ...body }) => body],
  ['pending pacts', list, each((one) => withPending(one, true))],
  ['pending as a text', list, each((one) => withPending(one, 'true'))],
  ['no properties', list, each(({ verificationProperties: _, ...one }) => one)],
  ['the link of the other pact', list, withPacts(([first, second]) => [{ ...first, _links: second._links }, second])],
  [
    'a link to the pact of another provider',
    list,
    each((one) => ({
      ...one,
      _links: { self: { href: one._links.self.href.replace('provider/core/', 'provider/feed/') } },
    })),
  ],
  ['the pact of another provider', pact, (body) => ({ ...body, provider: { name: 'feed' } })],
  ['the pact of another consumer', pact, (body) => ({ ...body, consumer: { name: 'feed' } })],
  ['the pact of no provider', pact, ({ provider: _, ...body }) => body],
  ['the pact of no consumer', pact, ({ consumer: _, ...body }) => body],
  ['fewer interactions than were written', pact, (body) => ({ ...body, interactions: body.interactions.slice(1) })],
  ['no interactions', pact, (body) => ({ ...body, interactions: [] })],
  ['interactions of another type', pact, (body) => ({ ...body, interactions: {} })],
  ['a provider of another name', /^\/pacticipants\/core$/, (body) => ({ ...body, name: 'x', mainBranch: 'x' })],
  ['a main branch that is a number', /^\/pacticipants\/core$/, (body) => ({ ...body, mainBranch: 1 })],
  ['a list of main branches without pacts', /\/provider\/core\/branch\/latest$/, () => ({ _links: {} })],
  [
    'an index that links to another provider',
    /^\/$/,
    (body) => JSON.parse(JSON.stringify(body).replace(/provider\/\{provider\}\/for-v/, 'provider/feed/for-v')),
  ],
  ['an index without links', /^\/$/, () => ({ _links: {} })],
];

function withPending(one: Body, pending: unknown): Body {
  return { ...one, verificationProperties: { ...one.verificationProperties, pending } };
}

const matrix = /^\/matrix/;
const result = /\/verification-results\/\d+$/;
const withRows = (change: (row: Body) => unknown) => (body: Body) => ({ ...body, matrix: body.matrix.map(change) });
const about = (side: string, value: object) => withRows((row) => ({ ...row, [side]: { ...row[side], ...value } }));

/** The result is recorded, and the broker's responses about it do not confirm it. */
const liesAboutResults: Lie[] = [
  ['a matrix without rows', matrix, (body) => ({ ...body, matrix: [] })],
  ['rows without a result', matrix, withRows((row) => ({ ...row, verificationResult: null }))],
  ['rows about another provider', matrix, about('provider', { name: 'feed' })],
  ['rows about another provider version', matrix, about('provider', { version: { number: '0' } })],
  ['rows about another consumer', matrix, about('consumer', { name: 'feed' })],
  ['rows about another consumer version', matrix, about('consumer', { version: { number: '0' } })],
  ['rows that failed', matrix, withRows((row) => withSuccess(row, false))],
  ['a result of another version', result, (body) => ({ ...body, providerApplicationVersion: '0' })],
  ['a result of another provider', result, (body) => ({ ...body, providerName: 'feed' })],
  ['a result that failed', result, (body) => ({ ...body, success: false })],
  ['a result without content', result, () => ({})],
];

function withSuccess(row: Body, success: boolean): Body {
  return { ...row, verificationResult: row.verificationResult && { ...row.verificationResult, success } };
}

test('an honest broker gets 0 for a provider that keeps the contract, and 1 for one that breaks it', async () => {
  expect(await exitCodeWith({})).toBe('0');
  expect(await exitCodeWith({}, { breaks: true })).toBe('1');
});

test.each(liesAboutPacts)('nothing is verified or recorded with %s', async (...[, path, change]) => {
  const version = freshName('1');
  expect(await exitCodeWith(changing(path, change), { version })).toMatch(/^2 /);
  for (const name of consumers) expect(await resultAt(broker.url, name, '1', provider, version)).toBeNull();
});

test.each(liesAboutResults)('a result is not confirmed by %s', async (...[, path, change]) => {
  expect(await exitCodeWith(changing(path, change))).toMatch(/^2 (RESULT_NOT_RECORDED|BROKER_)/);
});

test.each<[string, Lie]>([
  ['success instead of failure in the matrix', ['', matrix, withRows((row) => withSuccess(row, true))]],
  ['success instead of failure in the result', ['', result, (body) => ({ ...body, success: true })]],
  ['pending pacts', ['', list, each((one) => withPending(one, true))]],
])('a provider that breaks the contract gets no 0 with %s', async (_, [, path, change]) => {
  expect(await exitCodeWith(changing(path, change), { breaks: true })).toMatch(/^2 /);
});

test.each<[string, Faults]>([
  ...[202, 203, 206].map((status): [string, Faults] => [`status ${status}`, { status }]),
  ['an Age of two days', { headers: { age: '172800' } }],
  ['an Age that is no number', { headers: { age: 'old' } }],
])('responses with %s are not believed', async (_, faults) => {
  expect(await exitCodeWith(faults)).toMatch(/^2 BROKER_/);
});
