import { mkdirSync, rmSync } from 'node:fs';
import type { BrokerAccess } from '../../src/broker-client/client.ts';
import { runCommand } from '../../src/cli/support/run-command.ts';
import { withLastingLinks } from '../../src/cli/support/with-broker.ts';
import { type Config, loadConfig } from '../../src/config/config.ts';
import { ContractError } from '../../src/config/errors.ts';
import { type CoreOptions, startCore } from '../../src/provider/start-core.ts';
import { PYTHON_CACHE_FOLDER } from '../../src/python/environment.ts';
import { command } from '../../src/text/command.ts';
import { wrapText } from '../../src/text/wrap.ts';
import { assertNoFilters } from '../../src/verification/verify.ts';
import { chooseCore, coreChoice, describeCore, FIND_LIMIT_MS } from './choose-core.ts';
import { showWhile } from './notice.ts';
import { type PublishedBreak, preparePublishedBreak, showPublishedBreak } from './published-break.ts';
import type { Sides } from './release-flow.ts';
import { DemoSteps, type StepResult } from './steps.ts';
import { writePipelinePact, writeReferencePact } from './write-pact.ts';

const findSeconds = FIND_LIMIT_MS / 1000;

const definition = {
  usage: 'npm start --',
  summary: `Runs the whole job on an embedded broker: a core that keeps the contract is released, one that breaks it is stopped, and so is a release of core that was published and broke a consumer. The first core that keeps it is the newest release of market-data-core on the package index, where Python >= 3.11 and an index can be used; they are looked for within ${findSeconds} seconds, and the first installation downloads about 15 MB. Elsewhere, it is the reference model, and the published release is not shown. The first line of the output says which, and why.`,
  options: {
    'pipeline-ref': {
      value: '<ref>',
      description:
        'let this pipeline write the pact: a release (0.8.70), tag, branch, SHA, folder or wheel; its first installation downloads about 115 MB and takes 300 MB on disk (default: the reference model)',
    },
    reference: { description: 'use the reference models of core and pipeline; nothing is looked for or downloaded' },
  },
  examples: ['npm start', 'npm start -- --pipeline-ref 0.8.70', 'npm start -- --reference'],
} as const;

const database = '.cache/flow.sqlite';

const epilogue = `
The gate has refused a release of core that would break a consumer.
To see the recorded data at http://127.0.0.1:9292: ${command('broker', { database })}
To run a broker for a team: ${command('broker', { port: 9292, database: 'broker.sqlite' })}
To verify another core: ${command('pact:verify', { 'core-ref': '<release, tag, branch or SHA>' })}`;

interface DemoSides extends Sides {
  /** Where an index can be reached. */
  readonly publishedBreak: Promise<PublishedBreak> | undefined;
}

await runCommand(definition, async ({ reference, pipelineRef, json }) => {
  if (reference && pipelineRef)
    throw new ContractError(
      'USAGE',
      '--reference cannot be given with --pipeline-ref, which needs the pipeline itself',
    );
  const config = loadConfig();
  assertNoFilters(config);
  const referencePact = pipelineRef ? undefined : reportedLater(writeReferencePact(config)); // runs while core is looked for
  const search = chooseCore({ reference, interpreter: config.CORE_PYTHON, ...coreOptions(config) });
  const core = await showWhile('looking for a release of market-data-core', search);
  const pipeline = pipelineRef
    ? `market-data-pipeline ${pipelineRef}`
    : 'reference model, because: no --pipeline-ref is given';
  if (!json) console.log(wrapText(`core: ${describeCore(core)}; pipeline: ${pipeline}`));
  const pact = referencePact ?? reportedLater(writePipelinePact(pipelineRef ?? '', config));
  const publishedBreak =
    core.kind === 'release' ? reportedLater(preparePublishedBreak(core, coreOptions(config))) : undefined;
  const sides = { pact, publishedBreak, startCore: () => startCore(coreChoice(core), coreOptions(config)) };
  const steps = await runOnBroker(sides, json);
  if (json) console.log(JSON.stringify({ core, pipeline, steps }));
  else console.log(wrapText(epilogue));
  return 0;
});

async function runOnBroker({ publishedBreak, ...sides }: DemoSides, quiet: boolean): Promise<readonly StepResult[]> {
  mkdirSync('.cache', { recursive: true });
  for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true });
  const [{ startBroker }, { runReleaseFlow }] = await Promise.all([
    import('../../src/broker/server.ts'), // loaded while the contract tests run
    import('./release-flow.ts'),
  ]);
  const broker = await startBroker({ database, port: 0 });
  const print = (line: string) => console.log(withLastingLinks(line, { access: { url: broker.url }, embedded: true }));
  const steps = new DemoSteps(quiet ? () => undefined : print);
  try {
    await runReleaseFlow(steps, { url: broker.url }, sides);
    if (publishedBreak) await showOrExplain(steps, { url: broker.url }, await publishedBreak);
  } finally {
    await broker.close();
  }
  return steps.results;
}

async function showOrExplain(steps: DemoSteps, broker: BrokerAccess, found: PublishedBreak): Promise<void> {
  if ('reason' in found)
    steps.note(`A published release of core that broke a consumer is not shown, because: ${found.reason}`);
  else await showPublishedBreak(steps, broker, found);
}

/** An error of a task that runs concurrently is reported by the step that needs its result. */
function reportedLater<Result>(work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  return work;
}

function coreOptions({ CORE_REPOSITORY: repository }: Config): CoreOptions {
  return { repository, cacheFolder: PYTHON_CACHE_FOLDER, env: process.env, progress: () => undefined };
}
