import type { BrokerAccess } from '../../src/broker-client/client.ts';
import { currentRevision } from '../../src/ci/revision.ts';
import { type Config, clientEnvironment } from '../../src/config/config.ts';
import { consumer, declaredInteractions, provider } from '../../src/contracts/interactions.ts';
import { canIDeploy } from '../../src/gate/can-i-deploy.ts';
import { publishPacts } from '../../src/gate/publish.ts';
import { recordDeployment, recordRelease } from '../../src/gate/record.ts';
import { report as gateReport } from '../../src/gate/report.ts';
import { startProviderUnderTest } from '../../src/provider/provider-under-test.ts';
import { referenceCore } from '../../src/provider/reference.ts';
import { PYTHON_CACHE_FOLDER } from '../../src/python/environment.ts';
import { report } from '../../src/verification/report.ts';
import { verify } from '../../src/verification/verify.ts';
import { type Story, unexpected } from './story.ts';

const environment = 'production';

/** Tells the story on a broker; `contractTests` are under way already. */
export async function tell(
  story: Story,
  broker: BrokerAccess,
  config: Config,
  contractTests: Promise<unknown>,
): Promise<void> {
  const { version = 'local', branch = 'main' } = currentRevision(config);
  const build = { version, branch };
  await story.step('the contract tests drive the pipeline and write the pact', async () => {
    await contractTests;
    return { figure: `${declaredInteractions.length} interactions, as committed` };
  });
  await story.step('the pipeline publishes its pact', async () => {
    const published = await publishPacts(broker, 'pacts', build);
    return { figure: `${consumer} ${version.slice(0, 12)} (${branch}), ${published[0]?.interactions} interactions` };
  });
  await story.step('that version of the pipeline runs in production', async () => {
    await recordDeployment(broker, { pacticipant: consumer, version, environment });
    return { figure: 'deployment recorded' };
  });
  const kept = await keptByCore(story, broker, config);
  await gate(story, broker, kept, 'yes');
  await story.step('it is released', async () => {
    await recordRelease(broker, { pacticipant: provider, version: kept, environment });
    return { figure: `release of ${provider} ${kept} recorded` };
  });
  const careless = await brokenByCore(story, broker);
  await gate(story, broker, careless, 'no');
}

/** Core as it is: the real one where CORE_PYTHON names it, else the reference. */
async function keptByCore(story: Story, broker: BrokerAccess, config: Config): Promise<string> {
  const core = await startProviderUnderTest(
    { python: config.CORE_PYTHON },
    {
      repository: config.CORE_REPOSITORY,
      cacheFolder: PYTHON_CACHE_FOLDER,
      env: process.env,
      progress: () => undefined,
    },
  );
  await story.step('core is verified against it', () => verification(broker, core, 0));
  return core.version;
}

/** A core whose author renamed a level, as a release might. */
async function brokenByCore(story: Story, broker: BrokerAccess): Promise<string> {
  const version = '1.2.0-reference';
  const source = referenceCore({ version, levels: { soft: 'slow' } });
  const core = { source, version, description: await source.describe() };
  await story.step('a careless core renames the level soft to slow, and is verified', () =>
    verification(broker, core, 1),
  );
  return version;
}

type Core = Parameters<typeof verify>[0]['core'];

async function verification(broker: BrokerAccess, core: Core, expected: 0 | 1) {
  try {
    const source = { kind: 'selected', broker } as const;
    const outcome = await verify({ core, provider, source, branch: 'main', publish: true, env: clientEnvironment() });
    if (outcome.exitCode !== expected)
      throw unexpected(`the verification ended with ${outcome.exitCode}`, report(outcome));
    const kept = outcome.pacts.flatMap((pact) => pact.interactions).filter(({ success }) => success).length;
    return {
      figure: `${provider} ${core.version}, ${kept} of ${declaredInteractions.length} interactions as wanted`,
      details: report(outcome),
    };
  } finally {
    await core.source.close();
  }
}

async function gate(story: Story, broker: BrokerAccess, version: string, expected: 'yes' | 'no'): Promise<void> {
  await story.step(`may ${version} go to production?`, async () => {
    const question = { pacticipant: provider, version, to: { environment } };
    const verdict = await canIDeploy(broker, question);
    const details = gateReport(question, verdict);
    if (verdict.verdict !== expected)
      throw unexpected(`can-i-deploy said ${verdict.verdict}, not ${expected}`, details);
    return { figure: expected, details };
  });
}
