import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerifierOptions } from '@pact-foundation/pact';
import { clientEnvironment } from '../../src/config/config.ts';
import { messageKey } from '../../src/verification/message-key.ts';
import { runVerifier } from '../../src/verification/verifier.ts';
import { HANG_LIMIT_MS } from '../support/hang-limit.ts';
import { History } from '../support/history.ts';
import { pactBroker } from '../support/pact-broker-cli.ts';
import { useBroker } from '../support/use-broker.ts';

const wants = (level: string) => ({
  consumer: { name: 'heron' },
  provider: { name: 'core' },
  interactions: [
    {
      type: 'Asynchronous/Messages',
      description: 'an event',
      pending: false,
      contents: { content: { level, ts: 1760000000.0 }, contentType: 'application/json', encoded: false },
      metadata: { contentType: 'application/json' },
    },
  ],
  metadata: { pactSpecification: { version: '4.0' } },
});

/** The official CLI publishes, the official verifier fetches, verifies and records; both as they are. */
describe('the official publisher and verifier', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heron-'));
  const broker = useBroker();
  afterAll(() => rmSync(folder, { recursive: true }));

  const publish = (version: string, branch: string, level: string) => {
    const file = join(folder, 'heron-core.json');
    writeFileSync(file, JSON.stringify(wants(level)));
    return pactBroker(broker.url, 'publish', file, '-a', version, '--branch', branch, '--tag', `t${version}`);
  };

  /** Core sends `level`; returns the verifier's verdict and its whole output. */
  const verify = async (coreVersion: string, level: string, options: Partial<VerifierOptions> = {}) => {
    const where = { pactBrokerUrl: broker.url, publishVerificationResult: true, logLevel: 'error' } as const;
    const selectors = { consumerVersionSelectors: [{ mainBranch: true }, { branch: 'nope', fallbackBranch: 'main' }] };
    const version = { providerVersion: coreVersion, providerVersionBranch: 'feat/core', providerVersionTags: ['dev'] };
    const metadata = { contentType: 'application/json' };
    const job = {
      options: { provider: 'core', enablePending: true, ...where, ...selectors, ...version, ...options },
      messages: { [messageKey('an event', [])]: [{ text: JSON.stringify({ level, ts: 1760000000 }), metadata }] },
      descriptions: ['an event'],
      states: [],
    };
    const { result, output } = await runVerifier(job, { env: clientEnvironment(), timeoutMs: HANG_LIMIT_MS });
    return { ...JSON.parse(result), output };
  };

  const results = async (version: string) =>
    (await broker.ask('GET', `/verification-results/consumer/heron/version/${version}/latest`)).body._embedded
      .verificationResults;

  test('publish, verify and record results, from the first pact to work in progress', async () => {
    const published = await publish('1', 'main', 'ok');
    expect([published.exit, published.output]).toEqual([
      0,
      expect.stringContaining('Pact successfully published for heron version 1 and provider core.'),
    ]);
    expect((await publish('1', 'main', 'ok')).output).toContain('no content changes');
    const conflict = await publish('1', 'main', 'hard');
    expect([conflict.exit, conflict.output]).toEqual([
      1,
      expect.stringMatching(/Cannot change the content.*\+ +"level": "hard"/s),
    ]);

    const failedWhilePending = await verify('10', 'soft');
    expect(failedWhilePending).toMatchObject({ result: true, errors: [], pendingErrors: [expect.anything()] });
    expect((await results('1'))[0]).toMatchObject({ success: false, providerApplicationVersion: '10' });

    expect(await verify('11', 'ok')).toMatchObject({ result: true, pendingErrors: [] });
    const [result] = await results('1');
    expect(result).toMatchObject({ success: true, verifiedBy: { implementation: 'Pact-Rust' } });
    expect(result.testResults).toEqual([
      expect.objectContaining({ interactionId: expect.stringMatching(/^[0-9a-f]{40}$/), success: true }),
    ]);
    const core = (await broker.ask('GET', '/pacticipants/core/versions/11')).body._embedded;
    expect([core.branchVersions[0].name, core.tags[0].name]).toEqual(['feat/core', 'dev']);

    expect((await verify('12', 'soft')).result).toBe(false);
    await publish('2', 'feat', 'soft');
    const withWip = await verify('13', 'ok', { includeWipPactsSince: '2020-01-01' });
    expect([withWip.result, withWip.interactionResults.length]).toEqual([true, 2]);
    expect(withWip.output).toContain("because it is a 'work in progress' pact");
    expect((await results('2'))[0].success).toBe(false);
  });

  test('report that a provider has no pacts', async () => {
    await new History(broker).version('crane', '1');
    const none = await verify('1', 'ok', { provider: 'crane' });
    expect([none.result, JSON.stringify(none.errors)]).toEqual([
      false,
      expect.stringContaining('No pacts found for provider'),
    ]);
  });
});
