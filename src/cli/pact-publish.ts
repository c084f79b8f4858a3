import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setOutput } from '../ci/job-summary.ts';
import type { Revision } from '../ci/revision.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { declaredInteractions, consumer as pipeline } from '../contracts/interactions.ts';
import { withReferenceSuffix } from '../contracts/reference-version.ts';
import { type PactFile, readPacts } from '../gate/pact-files.ts';
import { assertReadFrom, assertWrittenBy } from '../gate/pact-origin.ts';
import type { Publication } from '../gate/publication.ts';
import { type PublishedPact, publishPacts } from '../gate/publish.ts';
import { assertFreshPacts } from '../pact/freshness.ts';
import { originOf } from '../pact/origin.ts';
import { command, commandStart } from '../text/command.ts';
import { plural } from '../text/duration.ts';
import { wireInteractions } from '../wire/interactions.ts';
import { hasConsumerTests, writeReferencePacts } from './support/consumer-tests.ts';
import { ownConsumer, revisionOf } from './support/own-consumer.ts';
import { defineCommand, type Values } from './support/run-command.ts';
import { linkNote, withBroker, withLastingLinks } from './support/with-broker.ts';

/** The committed pacts: with core, and with the store. */
const COMMITTED_PACTS = 'pacts';
const COMMITTED_WIRE_PACTS = 'pacts/wire';

const options = {
  version: {
    value: '<version>',
    description: 'version of the consumer (default: PACT_CONSUMER_VERSION, else the commit that is checked out)',
  },
  branch: {
    value: '<name>',
    description: 'its branch (default: PACT_CONSUMER_BRANCH, else the branch checked out)',
  },
  'build-url': { value: '<url>', description: 'page of the build (default: the run in GitHub Actions)' },
  tag: {
    value: '<name>',
    multiple: true,
    description: 'tag of the version, or a list with commas; may be repeated',
  },
  wire: {
    description: "publish the pact with market-data-store about the messages on core's event buses",
  },
  consumer: {
    value: '<name>',
    description: `publish the pacts of this consumer (default: PACT_CONSUMER${hasConsumerTests ? `, else ${pipeline}` : ''})`,
  },
  dir: {
    value: '<folder>',
    description: `folder of the pacts (default: ${COMMITTED_PACTS}, with --wire ${COMMITTED_WIRE_PACTS}); the pipeline itself writes to .cache/pacts`,
  },
} as const;

export const run = defineCommand(
  {
    usage: commandStart('pact:publish'),
    summary: 'Publishes the pacts of a consumer to the Pact Broker, for the version of the consumer that wrote them.',
    options,
    examples: [
      command('pact:publish'),
      command('pact:publish', { dir: '.cache/pacts', version: '0.8.70', branch: 'base' }),
    ],
  },
  async (values) => {
    const config = loadConfig();
    const dir = values.dir ?? (values.wire ? COMMITTED_WIRE_PACTS : COMMITTED_PACTS);
    if (values.wire && values.consumer)
      throw new ContractError('USAGE', '--wire is a pact of the pipeline: leave out --consumer');
    const consumer = values.consumer ?? (values.wire ? pipeline : ownConsumer(config));
    if (consumer === undefined)
      throw new ContractError('USAGE', '--consumer <name> is required, unless PACT_CONSUMER is set');
    const pacts = readPacts(dir, consumer);
    const givenBuild = buildOf(values, consumer, revisionOfPacts(values, consumer, pacts, config));
    const build =
      consumer === pipeline ? await buildOfPipeline(givenBuild, pacts, { ...values, dir }, config) : givenBuild;
    for (const pact of pacts) assertReadFrom(build.version, pact);
    return withBroker(config, async (broker) => {
      const published = await publishPacts(broker.access, dir, build, consumer);
      setOutput(config.GITHUB_OUTPUT, 'version', build.version);
      const sentences = published.map((pact) => publishedSentence(consumer, build, pact)).join('\n') + linkNote(broker);
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
  { dir, version, wire }: Values<typeof options> & { dir: string },
  { PACT_BROKER_BASE_URL: brokerUrl }: Config,
): Promise<Publication> {
  const byReference = pacts.every(({ pact }) => originOf(pact)?.code === 'reference');
  if (byReference && brokerUrl === undefined && !wire) {
    if (hasConsumerTests)
      await assertFreshPacts(dir, { committed: version === undefined, runTests: writeReferencePacts });
    return { ...build, version: withReferenceSuffix(build.version) };
  }
  for (const pact of pacts) assertWrittenBy(build.version, pact);
  if (hasConsumerTests) await assertEqualToCommitted(dir, wire);
  return build;
}

async function assertEqualToCommitted(dir: string, wire: boolean): Promise<void> {
  const committed = wire ? COMMITTED_WIRE_PACTS : COMMITTED_PACTS;
  const declared = (wire ? wireInteractions : declaredInteractions).length;
  const pacts = readPacts(dir).map(({ file }) => file);
  const runTests = async (folder: string) => {
    for (const file of pacts) await cp(file, join(folder, basename(file)));
  };
  await assertFreshPacts(committed, { declared, runTests });
}

/** The version and branch of the consumer's build; the pact with the store is published for the pipeline that wrote it. */
function revisionOfPacts(
  { wire }: Values<typeof options>,
  consumer: string,
  [pact]: readonly PactFile[],
  config: Config,
): Revision {
  const revision = revisionOf(consumer, config);
  if (!wire || config.PACT_CONSUMER_VERSION || config.GITHUB_ACTIONS === 'true') return revision;
  const origin = pact && originOf(pact.pact);
  if (origin?.code !== 'python') return revision;
  return { ...revision, version: origin.commit ?? origin.version };
}

function buildOf(
  { buildUrl, tag: tags, ...values }: Values<typeof options>,
  consumer: string,
  revision: Revision,
): Publication {
  const { version = revision.version, branch = revision.branch } = values;
  if (!version)
    throw new ContractError('NO_VERSION', `${consumer}: there is no --version, PACT_CONSUMER_VERSION or commit`);
  if (!branch)
    throw new ContractError(
      'NO_BRANCH',
      `${consumer}: there is no --branch, PACT_CONSUMER_BRANCH or branch checked out`,
    );
  return { version, branch, buildUrl: buildUrl ?? revision.buildUrl, tags };
}

function publishedSentence(consumer: string, { version, branch }: Publication, pact: PublishedPact): string {
  const { provider, interactions, url } = pact;
  return `Published: ${consumer} ${version} (${branch}) relies on ${plural(interactions, 'interaction')} with ${provider}.\n  ${url}`;
}
