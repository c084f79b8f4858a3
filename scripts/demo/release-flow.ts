import type { BrokerAccess } from '../../src/broker-client/client.ts';
import { clientEnvironment } from '../../src/config/config.ts';
import { consumer, declaredInteractions, provider } from '../../src/contracts/interactions.ts';
import { canIDeploy } from '../../src/gate/can-i-deploy.ts';
import { publishPacts } from '../../src/gate/publish.ts';
import { recordDeployment, recordRelease } from '../../src/gate/record.ts';
import { verdictReport as gateReport } from '../../src/gate/report.ts';
import type { ProviderUnderTest } from '../../src/provider/provider-under-test.ts';
import { referenceCore } from '../../src/provider/reference.ts';
import { coreUnderTest } from '../../src/provider/start-core.ts';
import { shortenShas } from '../../src/text/short-sha.ts';
import { wrapText } from '../../src/text/wrap.ts';
import { verificationReport } from '../../src/verification/report.ts';
import { verifyPacts } from '../../src/verification/verify.ts';
import { type DemoSteps, detailsWidth, unexpectedResult } from './steps.ts';
import type { WrittenPact } from './write-pact.ts';

export const environment = 'production';

/** The consumer's and the provider's part in the flow. */
export interface Sides {
  /** The result of the contract tests, which have been started. */
  readonly pact: Promise<WrittenPact>;
  /** Starts the core that fulfils the contract. */
  readonly startCore: () => Promise<ProviderUnderTest>;
}

/** Runs the steps on a broker, from the contract tests to can-i-deploy for an incompatible core. */
export async function runReleaseFlow(steps: DemoSteps, broker: BrokerAccess, sides: Sides): Promise<void> {
  await steps.step('the contract tests drive the pipeline and write the pact', async () => {
    await sides.pact;
    return { figure: `${declaredInteractions.length} interactions, as committed` };
  });
  const { folder, ...build } = await sides.pact;
  const { version, branch } = build;
  await steps.step('the pipeline publishes its pact', async () => {
    const published = await publishPacts(broker, folder, build);
    return { figure: `${consumer} ${shortenShas(version)} (${branch}), ${published[0]?.interactions} interactions` };
  });
  await steps.step('that version of the pipeline runs in production', async () => {
    await recordDeployment(broker, { pacticipant: consumer, version, environment });
    return { figure: 'deployment recorded' };
  });
  const compatible = await verifyCompatibleCore(steps, broker, sides.startCore);
  await checkGate(steps, broker, compatible, 'yes');
  await steps.step('that version of core is released', async () => {
    await recordRelease(broker, { pacticipant: provider, version: compatible, environment });
    return { figure: `release of ${provider} ${compatible} recorded` };
  });
  const incompatible = await verifyIncompatibleCore(steps, broker);
  await checkGate(steps, broker, incompatible, 'no');
}

async function verifyCompatibleCore(
  steps: DemoSteps,
  broker: BrokerAccess,
  startCore: Sides['startCore'],
): Promise<string> {
  const core = await startCore();
  await steps.step('core is verified', () => verifyCore(broker, core, { branch: 'main', expected: 0 }));
  return core.version;
}

/** A release of core that renames a level: a variant of the reference model, because no real release does this. */
async function verifyIncompatibleCore(steps: DemoSteps, broker: BrokerAccess): Promise<string> {
  const version = '1.2.0-reference';
  const source = referenceCore({ version, levels: { soft: 'slow' } });
  const core = coreUnderTest(source, await source.describe(), version);
  await steps.step('verification of a core that renames the level soft to slow', () =>
    verifyCore(broker, core, { branch: 'main', expected: 1 }),
  );
  return version;
}

/** Verifies a core and closes it; the exit code must be the expected one. */
export async function verifyCore(
  broker: BrokerAccess,
  core: ProviderUnderTest,
  { branch, expected }: { readonly branch?: string; readonly expected: 0 | 1 },
) {
  try {
    const source = { kind: 'selected', broker } as const;
    const outcome = await verifyPacts({ provider: core, source, branch, publish: true, env: clientEnvironment() });
    if (outcome.exitCode !== expected)
      throw unexpectedResult(`the verification ended with ${outcome.exitCode}`, verificationReport(outcome));
    const interactions = outcome.pacts.flatMap((pact) => pact.interactions);
    const successful = interactions.filter(({ success }) => success).length;
    return {
      figure: `${provider} ${core.version}, ${successful} of ${interactions.length} interactions pass`,
      details: wrapText(verificationReport(outcome), detailsWidth()),
    };
  } finally {
    await core.close();
  }
}

/** Asks can-i-deploy; the answer must be the expected one. */
export async function checkGate(
  steps: DemoSteps,
  broker: BrokerAccess,
  version: string,
  expected: 'yes' | 'no',
): Promise<void> {
  await steps.step(`may ${version} go to production?`, async () => {
    const question = { pacticipant: provider, version, to: { environment } };
    const verdict = await canIDeploy(broker, question);
    const details = gateReport(question, verdict, detailsWidth());
    if (verdict.verdict !== expected)
      throw unexpectedResult(`can-i-deploy answered ${verdict.verdict}, not ${expected}`, details);
    return { figure: expected, details };
  });
}
