import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientEnvironment } from '../../src/config/config.ts';
import { declaredInteractions, states } from '../../src/contracts/interactions.ts';
import { referenceCore } from '../../src/provider/reference.ts';
import { coreUnderTest, startCore } from '../../src/provider/start-core.ts';
import type { Outcome } from '../../src/verification/outcome.ts';
import { report } from '../../src/verification/report.ts';
import { type Verification, verify } from '../../src/verification/verify.ts';
import { makeStandIn, type StandIn } from '../stand-in-core/variants.ts';
import { describeWithPython, python } from '../support/python.ts';
import { useAnyBroker } from '../support/use-broker.ts';
import { freshName, pipelinePact, publish, resultAt } from './broker-with-pacts.ts';
import { closeProxies, proxyTo } from './proxy.ts';

const folder = mkdtempSync(join(tmpdir(), 'verify-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
  closeProxies(); // before the broker, which waits for their connections
});
const broker = useAnyBroker();

const consumer = freshName('pipeline');
const provider = freshName('core');
beforeAll(() => publish(broker.url, pipelinePact(consumer, provider), '3f2a'));

const selected = (url = broker.url) => ({ kind: 'selected', broker: { url } }) as const;

/** Verifies the reference (with a word of its own for `soft`, when given), and publishes the result. */
async function verifyReference(
  options: Omit<Partial<Verification>, 'provider'> & { provider?: string; version: string; soft?: string },
): Promise<Outcome> {
  const { version, soft, provider: name = provider, ...others } = options;
  const source = referenceCore({ version, levels: soft ? { soft } : {} });
  const core = coreUnderTest(source, await source.describe(), version, name);
  return verify({ provider: core, source: selected(), publish: true, env: clientEnvironment(), ...others });
}

/** Verifies that version of the stand-in in Python, and publishes the result under the same name. */
async function verifyStandIn(variant: StandIn): Promise<Outcome> {
  const env = { ...process.env, PYTHONPATH: makeStandIn(variant, folder) };
  const surroundings = { repository: '', cacheFolder: folder, env, progress: () => {} };
  const core = await startCore({ python, version: variant }, surroundings);
  try {
    return await verify({
      provider: { ...core, name: provider },
      source: selected(),
      publish: true,
      env: clientEnvironment(),
    });
  } finally {
    await core.close();
  }
}

describe('a core that keeps the contract', () => {
  test('is recorded, and again when it is verified again; a proxy in the environment does not come between', async () => {
    const env = { ...clientEnvironment(), HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9' };
    for (const _ of ['first', 'again']) {
      const outcome = await verifyReference({ version: '1.1.0', env, buildUrl: 'http://ci.example.org/7' });
      expect(outcome).toMatchObject({ exitCode: 0, doubts: [], pacts: [{ consumer, consumerVersions: ['3f2a'] }] });
      expect(outcome.pacts[0]?.interactions).toHaveLength(declaredInteractions.length);
    }
    expect(await resultAt(broker.url, consumer, '3f2a', provider, '1.1.0')).toBe(true);
  });
});

describeWithPython('core itself, by its own messages', () => {
  test('a core that adds an optional field, and writes a float as a whole number, keeps the contract', async () => {
    const outcome = await verifyStandIn('adds an optional field, writes ts as a whole float');
    expect(outcome).toMatchObject({ exitCode: 0, doubts: [] });
  });

  test.each<[StandIn, ...string[]]>([
    ['renames a level', 'FeedbackEvent.level to be "soft", CORE refuses it'],
    ['drops source', 'FeedbackEvent.source, CORE does not write it'],
    [
      'writes queue_size as text, capacity as a float',
      "FeedbackEvent.queue_size to be an integer, CORE writes '850'",
      'FeedbackEvent.capacity to be an integer, CORE writes 1000.0',
    ],
    ['lacks RateAdjustment', 'RateAdjustment, CORE has no market_data_core.telemetry.RateAdjustment'],
  ])('a core that %s breaks it: the field is named, and that is recorded', async (variant, ...sentences) => {
    const outcome = await verifyStandIn(variant);
    expect(outcome).toMatchObject({ exitCode: 1, doubts: [] });
    for (const sentence of sentences) {
      expect(report(outcome)).toContain(`${consumer} 3f2a wants ${sentence.replace('CORE', `${provider} ${variant}`)}`);
    }
    expect(await resultAt(broker.url, consumer, '3f2a', provider, variant)).toBe(false);
  });

  test.each([
    ['fails to import', 'CORE_IMPORT_FAILED'],
    ['crashes when it writes', 'CORE_PROCESS_EXITED'],
    ['raises when it writes', 'CORE_FAILED'],
  ] as const)('of a core that %s nothing can be told, and nothing is recorded', async (variant, code) => {
    await expect(verifyStandIn(variant)).rejects.toMatchObject({ code, exitCode: 2 });
    expect(await resultAt(broker.url, consumer, '3f2a', provider, variant)).toBeNull();
  });
});

test('what a branch has never kept may still fail there: told, recorded, and no failure', async () => {
  const [consumer, provider] = [freshName('pipeline'), freshName('core')];
  await publish(broker.url, pipelinePact(consumer, provider), '1');
  const outcome = await verifyReference({ provider, branch: 'feat/x', version: '2', soft: 'slow' });
  expect(outcome).toMatchObject({ exitCode: 0, pacts: [{ pending: true, success: false }] });
  expect(report(outcome)).toMatch(/FeedbackEvent\.level to be equal to 'soft', .* writes 'slow' \(pending\)/);
  expect(report(outcome)).toContain('is still in pending state');
  expect(await resultAt(broker.url, consumer, '1', provider, '2')).toBe(false);
});

test("a branch is told of the consumers' work in progress, which may fail; the main branch is not", async () => {
  const [other, its] = [freshName('store'), freshName('core')];
  await publish(broker.url, pipelinePact(other, its), '1', 'main');
  const { interactions, ...pact } = pipelinePact(other, its);
  await publish(broker.url, { ...pact, interactions: interactions.slice(1) }, '2', 'feat/work');
  const onBranch = await verifyReference({ provider: its, version: '8', branch: 'feat/own', soft: 'gentle' });
  expect(onBranch.exitCode).toBe(0);
  expect(onBranch.pacts.map(({ consumerVersions }) => consumerVersions)).toEqual([['1'], ['2']]);
  const onMain = await verifyReference({ provider: its, version: '9', branch: 'main' });
  expect(onMain.pacts.map(({ consumerVersions }) => consumerVersions)).toEqual([['1']]);
}, 60_000);

describe('one pact only', () => {
  test('by its URL at the broker: its result is recorded, no other', async () => {
    const [one, other] = [freshName('one'), freshName('other')];
    const provider = freshName('core');
    for (const name of [one, other]) await publish(broker.url, pipelinePact(name, provider), '1');
    const url = `${broker.url}/pacts/provider/${provider}/consumer/${one}/latest`;
    const source = { kind: 'url', broker: { url: broker.url }, url } as const;
    const outcome = await verifyReference({ provider, source, version: '1.1.0+sha', soft: 'slow' });
    expect(outcome).toMatchObject({ exitCode: 1, doubts: [], pacts: [{ consumer: one, consumerVersions: ['1'] }] });
    expect(await resultAt(broker.url, one, '1', provider, '1.1.0+sha')).toBe(false);
    expect(await resultAt(broker.url, other, '1', provider, '1.1.0+sha')).toBeNull();
  });

  test('in a file, of specification 3', async () => {
    const path = join(folder, 'old.json');
    const given = [{ name: states.backpressure, params: { level: 'hard' } }, { name: states.defaultSource }];
    const messages = [
      { description: 'a FeedbackEvent', contents: { level: 'ok', source: 'nobody' } },
      {
        description: 'a FeedbackEvent by two states',
        providerStates: given,
        contents: { level: 'hard', source: 'store' },
      },
    ];
    const metadata = { pactSpecification: { version: '3.0.0' } };
    writeFileSync(
      path,
      JSON.stringify({ consumer: { name: 'old' }, provider: { name: provider }, messages, metadata }),
    );
    const outcome = await verifyReference({ source: { kind: 'file', path }, publish: false, version: '1.1.0' });
    expect(outcome).toMatchObject({
      exitCode: 1,
      doubts: [],
      pacts: [{ interactions: [{ success: false }, { success: true }] }],
    });
    expect(outcome.pacts[0]?.interactions[0]?.mismatches.map(({ field }) => field).sort()).toEqual([
      'FeedbackEvent.level',
      'FeedbackEvent.source',
    ]);
  });
});

describe('what cannot be told is never a success', () => {
  test('all that has no handler is named before anything is run', async () => {
    const provider = freshName('core');
    const message = { type: 'Asynchronous/Messages', contents: { content: {} } };
    const interactions = [
      { ...message, description: 'a Heartbeat' },
      { ...message, description: 'a FeedbackEvent', providerStates: [{ name: 'the moon is full' }] },
      { type: 'Asynchronous/Messages', description: 'a FeedbackEvent of nothing' },
      { type: 'Synchronous/HTTP', description: 'a FeedbackEvent by request' },
    ];
    await publish(broker.url, { ...pipelinePact(freshName('odd'), provider), interactions }, '1');
    await publish(broker.url, { ...pipelinePact(freshName('empty'), provider), interactions: [] }, '1');
    const error = await verifyReference({ provider, version: '1' }).catch((e) => e);
    expect(error).toMatchObject({ code: 'NO_HANDLER', exitCode: 2 });
    for (const named of ['a Heartbeat', 'the moon is full', 'has no contents', 'Synchronous/HTTP', 'no interactions']) {
      expect(error.message).toContain(named);
    }
  });

  test('no pact, or none that is selected, is no success', async () => {
    const nowhere = verifyReference({ provider: freshName('nobody'), version: '1' });
    await expect(nowhere).rejects.toMatchObject({ code: 'NOTHING_TO_VERIFY', exitCode: 2 });
    const provider = freshName('core');
    await publish(broker.url, pipelinePact(freshName('pipeline'), provider), '1', 'feat/y');
    const none = verifyReference({ provider, version: '1', branch: 'base' });
    await expect(none).rejects.toMatchObject({
      code: 'NOTHING_TO_VERIFY',
      message: expect.stringContaining('branch base'),
    });
  });

  test('a result that the broker did not take is a 2, though an older one is there', async () => {
    const refuses = (method: string, path: string) => method === 'POST' && path.endsWith('/verification-results');
    const url = await proxyTo(broker.url, { refuses });
    const outcome = await verifyReference({ source: selected(url), version: '1.1.0' });
    expect(outcome).toMatchObject({ exitCode: 2, doubts: [{ code: 'RESULT_NOT_RECORDED' }] });
  });

  test('a verifier that was given fewer pacts than there are is a 2', async () => {
    const provider = freshName('core');
    for (const name of [freshName('one'), freshName('two')])
      await publish(broker.url, pipelinePact(name, provider), '1');
    let asked = 0;
    const changes = (method: string, path: string, body: string) => {
      if (method !== 'POST' || !path.endsWith('/for-verification')) return body;
      asked += 1;
      const { _embedded, ...rest } = JSON.parse(body);
      return JSON.stringify({ ...rest, _embedded: { pacts: _embedded.pacts.slice(asked - 1) } });
    };
    const source = selected(await proxyTo(broker.url, { changes }));
    const outcome = await verifyReference({ provider, source, version: '1', publish: false });
    const message = expect.stringContaining(
      `hold ${2 * declaredInteractions.length} interactions, and ${declaredInteractions.length} were verified`,
    );
    expect(outcome).toMatchObject({ exitCode: 2, doubts: [{ message }] });
  });

  test('a broker that is not there is a 2', async () => {
    const source = selected('http://127.0.0.1:9');
    await expect(verifyReference({ source, version: '1' })).rejects.toMatchObject({
      code: 'BROKER_UNREACHABLE',
      exitCode: 2,
    });
  });
});
