import { relative, resolve } from 'node:path';
import { type Config, loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { consumer } from '../contracts/interactions.ts';
import { readPacts } from '../gate/pact-files.ts';
import { originOf } from '../pact/origin.ts';
import type { InstalledPipeline } from '../pipeline/install.ts';
import { parsePolicy } from '../pipeline/policy.ts';
import { pythonConsumer } from '../pipeline/python-consumer.ts';
import { referenceConsumer } from '../pipeline/reference-consumer.ts';
import { command, commandStart } from '../text/command.ts';
import { assertConsumerTests, runConsumerTests } from './support/consumer-tests.ts';
import { contractsVersion } from './support/contracts-version.ts';
import { installDrivenPipeline, PIPELINE_PACT_FOLDER, WIRE_PACT_FOLDER } from './support/driven-pipeline.ts';
import { defineCommand, type Values } from './support/run-command.ts';

/** The reference model writes the committed pacts. */
const REFERENCE_FOLDER = 'pacts';

const options = {
  'pipeline-ref': {
    value: '<ref>',
    description:
      'install and drive this pipeline: a release (0.8.70), tag, branch, SHA, folder (./pipeline) or wheel (default: PIPELINE_PYTHON, else the reference model)',
  },
  'with-core': {
    value: '<ref>',
    description: "the core that this pipeline runs with (default: what the pipeline's own requirement chooses)",
  },
  wire: {
    description:
      "the tests of the messages on core's event buses, which write the pact with market-data-store; they need the pipeline itself",
  },
  policy: {
    value: '<levels>',
    description: 'the policy that the handler is given: ok=1,soft=0.7,hard=0 (default: that of the contract)',
  },
  'pact-dir': {
    value: '<folder>',
    description: `where the pacts are written (default: ${REFERENCE_FOLDER}; ${PIPELINE_PACT_FOLDER} when the pipeline itself is driven; ${WIRE_PACT_FOLDER} with --wire)`,
  },
} as const;

type Options = Values<typeof options>;

export const run = defineCommand(
  {
    usage: commandStart('test:pact'),
    summary: 'Runs the contract tests of the pipeline, which write its pacts.',
    options,
    examples: [
      command('test:pact'),
      command('test:pact', { 'pipeline-ref': '0.8.70' }),
      command('test:pact', { wire: true, 'pipeline-ref': '0.8.70' }),
      command('test:pact', { 'pipeline-ref': './pipeline', 'with-core': '1.4.60', 'pact-dir': 'my-pacts' }),
    ],
  },
  async (values) => {
    const config = loadConfig();
    assertConsumerTests();
    if (values.withCore && !values.pipelineRef)
      throw new ContractError('USAGE', '--with-core needs --pipeline-ref: it is installed beside that pipeline');
    if (values.wire && !values.pipelineRef && !config.PIPELINE_PYTHON)
      throw new ContractError('USAGE', '--wire needs the pipeline itself: add --pipeline-ref, or set PIPELINE_PYTHON');
    const policy = values.policy === undefined ? undefined : parsePolicy(values.policy);
    const { interpreter, ...revision } = await pipelineOf(values, config);
    (values.json ? console.error : console.log)(`driving ${await describeConsumer(interpreter)}`);
    const directory = values.pactDir ?? defaultFolder(values, interpreter);
    const testOptions = { ...revision, contracts: contractsVersion(), ...(policy && { policy }) };
    const project = values.wire ? 'wire' : 'pact';
    const passed = await runConsumerTests(
      { directory, interpreter, options: testOptions, redisUrl: config.REDIS_URL, project },
      { quiet: values.json },
    );
    if (passed) printWrittenPacts(directory, values);
    return passed ? 0 : 1;
  },
);

function defaultFolder({ wire }: Options, interpreter: string | undefined): string {
  if (wire) return WIRE_PACT_FOLDER;
  return interpreter ? PIPELINE_PACT_FOLDER : REFERENCE_FOLDER;
}

async function pipelineOf(
  { pipelineRef, withCore, wire }: Options,
  config: Config,
): Promise<Partial<InstalledPipeline>> {
  if (!pipelineRef) return config.PIPELINE_PYTHON ? { interpreter: config.PIPELINE_PYTHON } : {};
  return installDrivenPipeline({ pipelineRef, withCore, wire }, config);
}

async function describeConsumer(interpreter: string | undefined): Promise<string> {
  const consumer = interpreter ? pythonConsumer({ interpreter, env: process.env }) : referenceConsumer();
  try {
    return (await consumer.describe()).origin;
  } finally {
    await consumer.close();
  }
}

function printWrittenPacts(directory: string, { json }: Options): void {
  const written = readPacts(directory, consumer).map(({ file, pact }) => ({ file, origin: originOf(pact) }));
  if (json) console.log(JSON.stringify({ directory: resolve(directory), written }));
  else for (const { file } of written) console.log(`wrote ${relative('', file)}`);
}
