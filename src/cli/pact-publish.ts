import { cp } from 'node:fs/promises';
import { setOutput } from '../ci/job-summary.ts';
import { currentRevision, type Revision } from '../ci/revision.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { consumer as pipeline } from '../contracts/interactions.ts';
import { type PactFile, readPacts } from '../gate/pact-files.ts';
import { assertWrittenBy } from '../gate/pact-origin.ts';
import { type Publication, type PublishedPact, publishPacts } from '../gate/publish.ts';
import { assertFreshPacts } from '../pact/freshness.ts';
import { originOf } from '../pact/origin.ts';
import { withReferenceSuffix } from '../provider/reference.ts';
import { command, commandStart } from '../text/command.ts';
import { hasConsumerTests, writeReferencePacts } from './support/consumer-tests.ts';
import { defineCommand, type Values } from './support/run-command.ts';
import { linkNote, withBroker, withLastingLinks } from './support/with-broker.ts';

const options = {
  version: {
    value: '<version>',
    description: 'version of the pipeline (default: the commit that is checked out)',
  },
  branch: { value: '<name>', description: 'its branch (default: the branch checked out)' },
  'build-url': { value: '<url>', description: 'page of the build (default: the run in GitHub Actions)' },
  tag: {
    value: '<name>',
    multiple: true,
    description: 'tag of the version, or a list with commas; may be repeated',
  },
  consumer: {
    value: '<name>',
    description: 'publish the pacts of this consumer, not those of the pipeline',
  },
  dir: {
    value: '<folder>',
    default: 'pacts',
    description: 'folder of the pacts; those that the pipeline itself wrote are in .cache/pacts',
  },
} as const;

/** The committed pacts. */
const COMMITTED_PACTS = 'pacts';

export const run = defineCommand(
  {
    usage: commandStart('pact:publish'),
    summary: 'Publishes the pacts of the pipeline to the Pact Broker, for the version of the pipeline that wrote them.',
    options,
    examples: [
      command('pact:publish'),
      command('pact:publish', { dir: '.cache/pacts', version: '0.8.70', branch: 'base' }),
    ],
  },
  async (values) => {
    const config = loadConfig();
    const given = buildOf(values, currentRevision(config));
    if (!values.consumer && !hasConsumerTests)
      throw new ContractError('USAGE', "--consumer <name> is missing: the pipeline's contract tests are not here");
    const consumer = values.consumer ?? pipeline;
    const pacts = readPacts(values.dir, consumer);
    const build = consumer === pipeline ? await buildOfPipeline(given, pacts, values, config) : given;
    return withBroker(config, async (broker) => {
      const published = await publishPacts(broker.access, values.dir, build, consumer);
      setOutput(config.GITHUB_OUTPUT, 'version', build.version);
      const sentences = published.map((pact) => sentence(consumer, build, pact)).join('\n') + linkNote(broker);
      const text = values.json ? JSON.stringify({ consumer, ...build, published }) : sentences;
      console.log(withLastingLinks(text, broker));
      return 0;
    });
  },
);

/**
 * The build under which pacts of the pipeline are published. Those of the reference model go to an embedded broker only, and their version
 * ends in `-reference`.
 * @throws ContractError PACT_ORIGIN_REFUSED, PACTS_STALE
 */
async function buildOfPipeline(
  build: Publication,
  pacts: readonly PactFile[],
  { dir, version }: Values<typeof options>,
  { PACT_BROKER_BASE_URL: brokerUrl }: Config,
): Promise<Publication> {
  const byReference = pacts.every(({ pact }) => originOf(pact)?.code === 'reference');
  if (byReference && brokerUrl === undefined) {
    if (hasConsumerTests)
      await assertFreshPacts(dir, { committed: version === undefined, runTests: writeReferencePacts });
    return { ...build, version: withReferenceSuffix(build.version) };
  }
  for (const pact of pacts) assertWrittenBy(build.version, pact);
  if (hasConsumerTests)
    await assertFreshPacts(COMMITTED_PACTS, { runTests: (folder) => cp(dir, folder, { recursive: true }) });
  return build;
}

function buildOf({ buildUrl, tag: tags, ...values }: Values<typeof options>, revision: Revision): Publication {
  const { version = revision.version, branch = revision.branch } = values;
  if (!version) throw new ContractError('NO_VERSION', 'there is no --version, PIPELINE_VERSION or commit');
  if (!branch) throw new ContractError('NO_BRANCH', 'there is no --branch, PIPELINE_BRANCH or branch checked out');
  return { version, branch, buildUrl: buildUrl ?? revision.buildUrl, tags };
}

function sentence(consumer: string, { version, branch }: Publication, pact: PublishedPact): string {
  const { provider, interactions, url } = pact;
  return `Published: ${consumer} ${version} (${branch}) relies on ${interactions} interactions with ${provider}.\n  ${url}`;
}
