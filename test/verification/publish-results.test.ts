import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokerClient } from '../../src/broker-client/client.ts';
import { clientEnvironment } from '../../src/config/config.ts';
import { pactWithUsage, prettyJson, replaceUsage } from '../../src/pact/usage-part.ts';
import type { ProviderUnderTest } from '../../src/provider/provider-under-test.ts';
import { usageOnly, withUsage } from '../../src/provider/usage-answers.ts';
import { usagePart } from '../../src/usage/pact.ts';
import { usageJudge } from '../../src/usage/usage-judge.ts';
import { findSelectedPacts } from '../../src/verification/find-pacts.ts';
import { findRecordedPairs } from '../../src/verification/recorded-pairs.ts';
import { createSelection } from '../../src/verification/selection.ts';
import { verifyPacts } from '../../src/verification/verify.ts';
import { environmentWithModule } from '../support/small-provider.ts';
import { useBroker } from '../support/use-broker.ts';
import { smallContract, smallUse, smallUses } from '../usage/small-usage.ts';
import { freshName, publish } from './broker-with-pacts.ts';
import { closeProxies, proxyTo } from './proxy.ts';

const bar = 'class Bar:\n    def __init__(self, symbol, price, size=0): self.price = price\n';
const modules = {
  fits: `${bar}def connect(): ...\ndef feature(): ...\n`,
  lacks: `${bar}def connect(): ...\n`,
  breaks: `${bar}def feature(): ...\n`,
};
type Module = keyof typeof modules;

const broker = useBroker();
const folder = mkdtempSync(join(tmpdir(), 'publish-results-'));
const interpreters = new Map<Module, string>();
beforeAll(() => {
  for (const name of Object.keys(modules) as Module[])
    interpreters.set(name, environmentWithModule(join(folder, name), 'prov', modules[name]));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  closeProxies();
});

const optional = smallUse({ module: 'prov', name: 'feature', required: false, baseline: { kind: 'function' } });
const part = usagePart({ ...smallContract, uses: [...smallUses, optional] });

const message = {
  type: 'Asynchronous/Messages',
  description: 'a Price',
  contents: { content: { price: 1.5, unit: 'EUR' }, contentType: 'application/json', encoded: false },
  metadata: { contentType: 'application/json', topic: 'prices' },
};

/** Publishes a pact of the usage, the message or both, and returns the names of its pacticipants. */
async function given(what: 'usage' | 'message' | 'both') {
  const consumer = freshName('osprey');
  const provider = freshName('prov');
  const messages = prettyJson({
    consumer: { name: consumer },
    interactions: [message],
    metadata: { pactSpecification: { version: '4.0' } },
    provider: { name: provider },
  });
  const text =
    what === 'usage'
      ? pactWithUsage(consumer, provider, part)
      : what === 'both'
        ? replaceUsage(messages, part)
        : messages;
  await publish(broker.url, JSON.parse(text), '1');
  return { consumer, provider };
}

/** Verifies version 3.0.0 of the provider, which has the code of this module and writes this price. */
async function verify(
  provider: string,
  name: Module,
  { price = 1.5, url = broker.url, branch = undefined as string | undefined } = {},
) {
  const base: ProviderUnderTest = {
    ...usageOnly({ name: provider, version: '3.0.0', kind: 'python', origin: 'a test', close: async () => undefined }),
    requestFor: () => ({
      subject: { kind: 'message', name: 'Price' },
      answer: async () => ({ text: JSON.stringify({ price, unit: 'EUR' }), metadata: { topic: 'other' } }),
    }),
  };
  const judge = usageJudge(async () => ({ interpreter: interpreters.get(name) ?? '', env: process.env }));
  const under = withUsage(base, judge);
  try {
    const source = { kind: 'selected', broker: { url } } as const;
    return await verifyPacts({ provider: under, source, branch, publish: true, env: clientEnvironment() });
  } finally {
    await under.close();
  }
}

/** What the broker has recorded about version 3.0.0. */
async function recorded({ consumer, provider }: { consumer: string; provider: string }, url = broker.url) {
  const client = new BrokerClient({ url });
  const result = await client.find(`/pacts/provider/${provider}/consumer/${consumer}/latest`).then(async (pact) => {
    const [link] = [pact?._links?.['pb:latest-verification-results']].flat();
    return link && client.find(link.href);
  });
  const [pact] = await findSelectedPacts(client, createSelection(provider));
  if (!pact) throw new Error('no pact is selected');
  const pairs = await findRecordedPairs(client, provider, [pact]);
  return { result, cell: await pairs.read('3.0.0', pact) };
}

test.each([
  ['fits', { verdict: 'yes', sentences: [] }],
  ['lacks', { verdict: 'off', sentences: [expect.stringContaining('prov has no feature')] }],
  ['breaks', { verdict: 'no', sentences: [expect.stringContaining('prov has no connect')] }],
] as const)('a provider that %s has one result, from which the verdict is read', async (name, cell) => {
  const names = await given('usage');
  expect((await verify(names.provider, name)).problems).toEqual([]);
  const found = await recorded(names);
  expect(found.cell).toEqual(cell);
  const query = `q[][pacticipant]=${names.consumer}&q[][pacticipant]=${names.provider}`;
  expect((await new BrokerClient(broker).get(`/matrix?${query}`)).matrix).toHaveLength(1);
});

test.each<[string, (list: unknown, index: number) => unknown]>([
  ['no use', () => undefined],
  ['one use only', (list, index) => (index === 0 ? list : undefined)],
  ['each use as a text', () => 'none'],
])(
  'a broker that stores the missing optional uses of %s has not recorded whether a feature is off',
  async (_, keep) => {
    const names = await given('usage');
    expect((await verify(names.provider, 'fits')).problems).toEqual([]);
    const url = await proxyTo(broker.url, {
      changes: (_, path, body) => (/results\/\d+$/.test(path) ? withMissingUses(body, keep) : body),
    });
    expect((await recorded(names, url)).cell).toEqual({ verdict: 'yes', sentences: [], featuresNotRecorded: true });
  },
);

/** A result with other lists of missing optional uses. */
function withMissingUses(text: string, change: (list: unknown, index: number) => unknown): string {
  const body = JSON.parse(text);
  const testResults = body.testResults.map((one: Record<string, unknown>, index: number) => ({
    ...one,
    missingOptionalUses: change(one.missingOptionalUses, index),
  }));
  return JSON.stringify({ ...body, testResults });
}

test('a failed message has the members that the official verifier publishes', async () => {
  const alone = await given('message');
  const both = await given('both');
  expect((await verify(alone.provider, 'fits', { price: 2 })).problems).toEqual([]);
  expect((await verify(both.provider, 'fits', { price: 2 })).problems).toEqual([]);
  const [official] = (await recorded(alone)).result?.testResults ?? [];
  const own = (await recorded(both)).result?.testResults.find(
    (one: { interactionId: string }) => one.interactionId === official.interactionId,
  );
  expect(official.mismatches.map((one: { attribute: string }) => one.attribute).sort()).toEqual(['body', 'metadata']);
  expect(own).toEqual({ ...official, mismatches: expect.arrayContaining(official.mismatches) });
  expect(own.mismatches).toHaveLength(official.mismatches.length);
});

test('the version is on the branch of the verification', async () => {
  const names = await given('usage');
  expect((await verify(names.provider, 'fits', { branch: 'feat/x' })).problems).toEqual([]);
  const version = await new BrokerClient(broker).get(
    `/pacticipants/${names.provider}/branches/feat%2Fx/versions/3.0.0`,
  );
  expect(version).toBeDefined();
});

test.each(['refuses', 'ignores'] as const)(
  'a broker that %s the result has none, and nothing is determined',
  async (fault) => {
    const names = await given('usage');
    const isResult = (method: string, path: string) => method === 'POST' && /verification-results/.test(path);
    const url = await proxyTo(broker.url, { [fault]: isResult });
    const outcome = await verify(names.provider, 'fits', { url });
    expect([outcome.exitCode, outcome.problems.map(({ code }) => code)]).toEqual([2, ['RESULT_NOT_RECORDED']]);
    expect((await recorded(names)).cell).toBeUndefined();
  },
);
