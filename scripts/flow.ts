import { mkdirSync, rmSync } from 'node:fs';
import { startBroker } from '../src/broker/server.ts';
import type { BrokerAccess } from '../src/broker-client.ts';
import { type Config, clientEnvironment, loadConfig } from '../src/config.ts';
import { consumer, interactions, provider } from '../src/contracts/interactions.ts';
import { coreUnderTest } from '../src/core/core-under-test.ts';
import { referenceCore } from '../src/core/reference.ts';
import { canIDeploy } from '../src/gate/can-i-deploy.ts';
import { publishPacts } from '../src/gate/publish.ts';
import { recordDeployment, recordRelease } from '../src/gate/record.ts';
import { report as gateReport } from '../src/gate/report.ts';
import { assertFreshPacts } from '../src/pact/freshness.ts';
import { currentRevision } from '../src/revision.ts';
import { report } from '../src/verification/report.ts';
import { refuseFilters } from '../src/verification/run-filters.ts';
import { verify } from '../src/verification/verify.ts';
import { runCommand } from './support/command.ts';
import { Story, unexpected } from './support/story.ts';
import { lasting } from './support/with-broker.ts';

const command = {
  usage: 'npm start --',
  summary:
    'Tells the whole story on an embedded broker: a core that keeps the contract is released, a careless one is stopped.',
  options: {},
} as const;

const database = '.cache/flow.sqlite';
const environment = 'production';

const epilogue = `
A release of core that would break the pipeline was stopped before it was made.
Look at what was recorded: npm run broker -- --database ${database}
Keep a broker for your team: npm run broker -- --port 9292 --database broker.sqlite
Verify the real core: npm run pact:verify -- --core-ref <release, tag, branch or SHA>`;

await runCommand(command, async ({ json }) => {
  const config = loadConfig();
  refuseFilters(config);
  for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true });
  mkdirSync('.cache', { recursive: true });
  const broker = await startBroker({ database, port: 0 });
  const print = (line: string) => console.log(lasting(line, { access: { url: broker.url }, embedded: true }));
  const story = new Story(json ? () => undefined : print);
  try {
    await tell(story, { url: broker.url }, config);
  } finally {
    await broker.close();
    if (json) console.log(JSON.stringify({ steps: story.told }));
  }
  if (!json) console.log(epilogue);
  return 0;
});

async function tell(story: Story, broker: BrokerAccess, config: Config): Promise<void> {
  const { version = 'local', branch = 'main' } = currentRevision(config);
  const build = { version, branch };
  await story.step('the contract tests drive the pipeline and write the pact', async () => {
    await assertFreshPacts('pacts');
    return { figure: `${interactions.length} messages, as committed` };
  });
  await story.step('the pipeline publishes its pact', async () => {
    const published = await publishPacts(broker, 'pacts', build);
    return { figure: `${consumer} ${version.slice(0, 12)} (${branch}), ${published[0]?.interactions} messages` };
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
  const core = await coreUnderTest(
    { python: config.CORE_PYTHON },
    { repository: config.CORE_REPOSITORY, cacheFolder: '.cache/core', env: process.env, progress: () => undefined },
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
      figure: `${provider} ${core.version}, ${kept} of ${interactions.length} messages as wanted`,
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
