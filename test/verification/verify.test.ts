import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientEnvironment } from '../../src/config/config.ts';
import { declaredInteractions, states } from '../../src/contracts/interactions.ts';
import { referenceCore } from '../../src/provider/reference.ts';
import { coreUnderTest } from '../../src/provider/start-core.ts';
import type { Outcome } from '../../src/verification/outcome.ts';
import { verificationReport } from '../../src/verification/report.ts';
import { type Verification, verifyPacts } from '../../src/verification/verify.ts';
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

/** Verifies the reference model, optionally with another value for the level `soft`, and publishes the result. */
async function verifyReference(
  options: Omit<Partial<Verification>, 'provider'> & { provider?: string; version: string; soft?: string },
): Promise<Outcome> {
  const { version, soft, provider: name = provider, ...others } = options;
  const source = referenceCore({ version, levels: soft ? { soft } : {} });
  const core = coreUnderTest(source, await source.describe(), version, name);
  return verifyPacts({ provider: core, source: selected(), publish: true, env: clientEnvironment(), ...others });
}

describe('a core that keeps the contract', () => {
  test('is verified and recorded repeatedly, despite a proxy in the environment', async () => {
    const env = { ...clientEnvironment(), HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9' };
    for (const _ of ['first', 'again']) {
      const outcome = await verifyReference({ version: '1.1.0', env, buildUrl: 'http://ci.example.org/7' });
      expect(outcome).toMatchObject({ exitCode: 0, problems: [], pacts: [{ consumer, consumerVersions: ['3f2a'] }] });
      expect(outcome.pacts[0]?.interactions).toHaveLength(declaredInteractions.length);
    }
    expect(await resultAt(broker.url, consumer, '3f2a', provider, '1.1.0')).toBe(true);
  });
});

test('a failure of a pending pact is reported and recorded, with exit code 0', async () => {
  const consumer = freshName('pipeline');
  const provider = freshName('core');
  await publish(broker.url, pipelinePact(consumer, provider), '1');
  const outcome = await verifyReference({ provider, branch: 'feat/x', version: '2', soft: 'slow' });
  expect(outcome).toMatchObject({ exitCode: 0, pacts: [{ pending: true, success: false }] });
  expect(verificationReport(outcome)).toMatch(
    /FeedbackEvent\.level to be equal to 'soft', .* writes 'slow' \(pending\)/,
  );
  expect(verificationReport(outcome)).toContain('is still in pending state');
  expect(await resultAt(broker.url, consumer, '1', provider, '2')).toBe(false);
});

test("a branch verifies the consumers' work in progress as pending, the main branch does not", async () => {
  const other = freshName('store');
  const provider = freshName('core');
  await publish(broker.url, pipelinePact(other, provider), '1', 'main');
  const { interactions, ...pact } = pipelinePact(other, provider);
  await publish(broker.url, { ...pact, interactions: interactions.slice(1) }, '2', 'feat/work');
  const onBranch = await verifyReference({ provider, version: '8', branch: 'feat/own', soft: 'gentle' });
  expect(onBranch.exitCode).toBe(0);
  expect(onBranch.pacts.map(({ consumerVersions }) => consumerVersions)).toEqual([['1'], ['2']]);
  const onMain = await verifyReference({ provider, version: '9', branch: 'main' });
  expect(onMain.pacts.map(({ consumerVersions }) => consumerVersions)).toEqual([['1']]);
});

describe('a single pact', () => {
  test('is verified by its URL, and only its result is recorded', async () => {
    const one = freshName('one');
    const other = freshName('other');
    const provider = freshName('core');
    for (const name of [one, other]) await publish(broker.url, pipelinePact(name, provider), '1');
    const url = `${broker.url}/pacts/provider/${provider}/consumer/${one}/latest`;
    const source = { kind: 'url', broker: { url: broker.url }, url } as const;
    const outcome = await verifyReference({ provider, source, version: '1.1.0+sha', soft: 'slow' });
    expect(outcome).toMatchObject({ exitCode: 1, problems: [], pacts: [{ consumer: one, consumerVersions: ['1'] }] });
    expect(await resultAt(broker.url, one, '1', provider, '1.1.0+sha')).toBe(false);
    expect(await resultAt(broker.url, other, '1', provider, '1.1.0+sha')).toBeNull();
  });

  test('of specification 3 is verified from a file', async () => {
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
      problems: [],
      pacts: [{ interactions: [{ success: false }, { success: true }] }],
    });
    expect(outcome.pacts[0]?.interactions[0]?.mismatches.map(({ field }) => field).sort()).toEqual([
      'FeedbackEvent.level',
      'FeedbackEvent.source',
    ]);
  });
});

test('interactions with the same description in a pact file are distinguished by their states and parameters', async () => {
  const path = join(folder, 'alike.json');
  const given = (level: string, ...more: object[]) => [{ name: states.backpressure, params: { level } }, ...more];
  const message = (providerStates: object[], content: object) => ({
    type: 'Asynchronous/Messages',
    description: 'a FeedbackEvent',
    providerStates,
    contents: { content, contentType: 'application/json', encoded: false },
  });
  const interactions = [
    message(given('soft'), { level: 'soft' }),
    message(given('hard'), { level: 'soft' }),
    message(given('ok'), { level: 'ok' }),
    message(given('ok', { name: states.defaultSource, params: {} }), { source: 'nobody' }),
  ];
  writeFileSync(path, JSON.stringify({ ...pipelinePact('alike', provider), interactions }));
  const outcome = await verifyReference({ source: { kind: 'file', path }, publish: false, version: '1.1.0' });
  expect(outcome).toMatchObject({ exitCode: 1, problems: [] });
  const found = outcome.pacts[0]?.interactions.map(({ success, mismatches }) => [
    success,
    ...mismatches.map(({ field }) => field),
  ]);
  expect(found).toEqual([[true], [false, 'FeedbackEvent.level'], [true], [false, 'FeedbackEvent.source']]);
});

describe('a pact whose interactions have no handler', () => {
  const provider = freshName('core');
  const odd = freshName('odd');
  const sound = freshName('sound');
  /** A text matches any text: a refusal must not be one. */
  const anyText = { body: { $: { matchers: [{ match: 'type' }], combine: 'AND' } } };
  const message = (description: string, content: unknown, more = {}) => ({
    type: 'Asynchronous/Messages',
    description,
    contents: { content, contentType: 'application/json', encoded: false },
    ...more,
  });
  const interactions = [
    message('a Heartbeat', { beat: 1 }),
    message('a FeedbackEvent', {}, { providerStates: [{ name: 'the moon is full' }] }),
    message('a Text', 'any', { matchingRules: anyText }),
  ];

  test('is broken, and the other pacts are verified', async () => {
    await publish(broker.url, { ...pipelinePact(odd, provider), interactions }, '1');
    await publish(broker.url, pipelinePact(sound, provider), '1');
    const outcome = await verifyReference({ provider, version: '1' });
    expect(outcome).toMatchObject({ exitCode: 1, problems: [] });
    expect(await resultAt(broker.url, odd, '1', provider, '1')).toBe(false);
    expect(await resultAt(broker.url, sound, '1', provider, '1')).toBe(true);
    for (const part of ['"a Heartbeat" does not begin with a message of core', '"the moon is full"', '"a Text"'])
      expect(verificationReport(outcome)).toContain(part);
  });

  test('is no obstacle while it is pending', async () => {
    const other = freshName('core');
    await publish(broker.url, { ...pipelinePact(odd, other), interactions }, '2');
    const outcome = await verifyReference({ provider: other, version: '2', branch: 'feat/new' });
    expect(outcome).toMatchObject({ exitCode: 0, pacts: [{ pending: true, success: false }] });
  });
});

describe('an interaction that no provider of messages can be asked for', () => {
  const provider = freshName('core');
  const sound = freshName('sound');
  const json = (content: unknown) => ({ content, contentType: 'application/json', encoded: false });
  const request = { method: 'GET', path: '/health' };
  const event = { type: 'Asynchronous/Messages', description: 'a FeedbackEvent' };
  /** The official verifier alone would accept some of them. */
  const kinds: [string, object][] = [
    ['http', { type: 'Synchronous/HTTP', description: 'a FeedbackEvent by HTTP', request, response: { status: 500 } }],
    ['sync', { type: 'Synchronous/Messages', description: 'a FeedbackEvent on request', request: {}, response: [{}] }],
    ['without-contents', event],
    ['null', { ...event, contents: { content: null } }],
  ];
  beforeAll(async () => {
    await publish(
      broker.url,
      { ...pipelinePact(sound, provider), interactions: [{ ...event, contents: json({}) }] },
      '1',
    );
    for (const [name, interaction] of kinds) {
      const { interactions, ...pact } = pipelinePact(`${sound}-${name}`, provider);
      await publish(broker.url, { ...pact, interactions: [interaction, ...interactions] }, '1');
    }
  });

  test('fails in its own pact, and every other pact is verified', async () => {
    const outcome = await verifyReference({ provider, version: '1' });
    expect(outcome).toMatchObject({ exitCode: 1, problems: [] });
    expect(await resultAt(broker.url, sound, '1', provider, '1')).toBe(true);
    for (const [name] of kinds) {
      const consumer = `${sound}-${name}`;
      expect([name, await resultAt(broker.url, consumer, '1', provider, '1')]).toEqual([name, false]);
      const pact = outcome.pacts.find((one) => one.consumer === consumer);
      expect(pact?.interactions.filter(({ success }) => !success)).toHaveLength(1);
    }
    const report = verificationReport(outcome);
    for (const sentence of [
      `"a FeedbackEvent by HTTP", for which ${provider} 1 has no handler: it is of type Synchronous/HTTP`,
      `"a FeedbackEvent on request", for which ${provider} 1 has no handler: it is of type Synchronous/Messages`,
      `"a FeedbackEvent", for which ${provider} 1 has no handler: it has no contents`,
    ])
      expect(report).toContain(sentence);
  });

  test('is no obstacle while its pact is pending', async () => {
    const outcome = await verifyReference({ provider, version: '2', branch: 'feat/new' });
    expect(outcome).toMatchObject({ exitCode: 0, problems: [] });
    expect(await resultAt(broker.url, `${sound}-http`, '1', provider, '2')).toBe(false);
  });
});

describe('metadata', () => {
  const verifyMetadata = (more: object, contentType: string, version: string) => {
    const path = join(folder, `${freshName('metadata')}.json`);
    const content = { level: 'soft' };
    const given = { providerStates: [{ name: states.backpressure, params: { level: 'soft' } }] };
    const description = 'a FeedbackEvent';
    const v4 = { type: 'Asynchronous/Messages', description, contents: { content, contentType, encoded: false } };
    const v3 = { description, contents: content };
    const list =
      version === '4.0'
        ? { interactions: [{ ...v4, ...given, ...more }] }
        : { messages: [{ ...v3, ...given, ...more }] };
    const names = { consumer: { name: 'a-consumer' }, provider: { name: provider } };
    writeFileSync(path, JSON.stringify({ ...names, ...list, metadata: { pactSpecification: { version } } }));
    return verifyReference({ source: { kind: 'file', path }, publish: false, version: '1.1.0' });
  };
  const json = 'application/json';
  const utf8 = 'application/json; charset=utf-8';

  const pattern = { combine: 'AND', matchers: [{ match: 'regex', regex: '^application/json$' }] };

  test.each([
    ['the encoding of JSON in the contents', {}, utf8, '4.0'],
    ['the encoding of JSON', { metadata: { contentType: utf8 } }, json, '4.0'],
    ['another spelling', { metadata: { 'Content-Type': 'application/json;charset=UTF-8' } }, json, '4.0'],
    ['the encoding of JSON in specification 3', { metaData: { contentType: utf8 } }, json, '3.0.0'],
    [
      'a pattern',
      { metadata: { contentType: json }, matchingRules: { metadata: { contentType: pattern } } },
      json,
      '4.0',
    ],
  ])('with %s is that of a JSON message', async (_, more, contentType, version) => {
    expect(await verifyMetadata(more, contentType, version)).toMatchObject({ exitCode: 0, problems: [] });
  });

  test.each<[string, object]>([
    ['topic', { metadata: { topic: 'telemetry' } }],
    ['contentType', { metadata: { contentType: 'application/xml' } }],
  ])('%s that core does not write is a missing handler, not a break of core', async (key, more) => {
    const outcome = await verifyMetadata(more, json, '4.0');
    expect(outcome).toMatchObject({ exitCode: 1, problems: [] });
    expect(outcome.pacts[0]?.interactions[0]?.mismatches).toMatchObject([
      { kind: 'unhandled', field: 'a FeedbackEvent' },
    ]);
    const report = verificationReport(outcome);
    expect(report).toMatch(new RegExp(`"a FeedbackEvent", for which .* has no handler: .*metadata ${key}`));
    expect(report).not.toContain('breaks the contract');
  });
});

describe('the exit code is 2', () => {
  test('if a pact has no interactions', async () => {
    const provider = freshName('core');
    await publish(broker.url, { ...pipelinePact(freshName('empty'), provider), interactions: [] }, '1');
    await expect(verifyReference({ provider, version: '1' })).rejects.toMatchObject({
      code: 'NO_HANDLER',
      exitCode: 2,
    });
  });

  test('if the broker does not know the provider', async () => {
    const outcome = verifyReference({ provider: freshName('unknown'), version: '1' });
    await expect(outcome).rejects.toMatchObject({ code: 'NOTHING_TO_VERIFY', exitCode: 2 });
  });

  test('if no pact is selected', async () => {
    const provider = freshName('core');
    await publish(broker.url, pipelinePact(freshName('pipeline'), provider), '1', 'feat/y');
    const outcome = verifyReference({ provider, version: '1', branch: 'base' });
    await expect(outcome).rejects.toMatchObject({
      code: 'NOTHING_TO_VERIFY',
      message: expect.stringContaining('branch base'),
    });
  });

  test('if the broker refuses the result, even if it has an older one', async () => {
    const refuses = (method: string, path: string) => method === 'POST' && path.endsWith('/verification-results');
    const url = await proxyTo(broker.url, { refuses });
    const outcome = await verifyReference({ source: selected(url), version: '1.1.0' });
    expect(outcome).toMatchObject({ exitCode: 2, problems: [{ code: 'RESULT_NOT_RECORDED' }] });
  });

  test('if the verifier receives fewer pacts than were selected', async () => {
    const provider = freshName('core');
    for (const name of [freshName('one'), freshName('two')])
      await publish(broker.url, pipelinePact(name, provider), '1');
    let requests = 0;
    const changes = (method: string, path: string, body: string) => {
      if (method !== 'POST' || !path.endsWith('/for-verification')) return body;
      requests += 1;
      const { _embedded, ...rest } = JSON.parse(body);
      return JSON.stringify({ ...rest, _embedded: { pacts: _embedded.pacts.slice(requests - 1) } });
    };
    const source = selected(await proxyTo(broker.url, { changes }));
    const outcome = await verifyReference({ provider, source, version: '1', publish: false });
    const message = expect.stringContaining(
      `have ${2 * declaredInteractions.length} interactions, but ${declaredInteractions.length} were verified`,
    );
    expect(outcome).toMatchObject({ exitCode: 2, problems: [{ message }] });
  });

  test('if the broker is unreachable', async () => {
    const source = selected('http://127.0.0.1:9');
    await expect(verifyReference({ source, version: '1' })).rejects.toMatchObject({
      code: 'BROKER_UNREACHABLE',
      exitCode: 2,
    });
  });
});
