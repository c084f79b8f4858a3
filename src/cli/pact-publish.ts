import { existsSync } from 'node:fs';
import { setOutput } from '../ci/job-summary.ts';
import { currentRevision, type Revision } from '../ci/revision.ts';
import { loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { consumer as pipeline } from '../contracts/interactions.ts';
import { readPacts } from '../gate/pact-files.ts';
import { type Publication, type PublishedPact, publishPacts } from '../gate/publish.ts';
import { assertFreshPacts } from '../pact/freshness.ts';
import { command, commandStart } from '../text/command.ts';
import { writeReferencePacts } from './support/consumer-tests.ts';
import { defineCommand, type Values } from './support/run-command.ts';
import { linkNote, withBroker, withLastingLinks } from './support/with-broker.ts';

const options = {
  version: {
    value: '<version>',
    description: 'version of the pipeline (default: the commit, which must contain the pacts)',
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
    description: 'publish the pacts of this consumer instead, without running its contract tests',
  },
  dir: { value: '<folder>', default: 'pacts', description: 'folder of the pacts' },
} as const;

/** The pipeline's contract tests. The package does not contain them. */
const contractTests = new URL('../../test/contracts', import.meta.url);

export const run = defineCommand(
  {
    usage: commandStart('pact:publish'),
    summary: 'Publishes the pacts of the pipeline to the Pact Broker, if they are what its contract tests write now.',
    options,
    examples: [command('pact:publish'), command('pact:publish', { version: '1.4.0', branch: 'base' })],
  },
  async (values) => {
    const config = loadConfig();
    const build = buildOf(values, currentRevision(config));
    if (!values.consumer && !existsSync(contractTests))
      throw new ContractError('USAGE', "--consumer <name> is missing: the pipeline's contract tests are not here");
    const consumer = values.consumer ?? pipeline;
    readPacts(values.dir, consumer); // reports an invalid file before the tests run, which takes longer
    if (!values.consumer)
      await assertFreshPacts(values.dir, { committed: values.version === undefined, runTests: writeReferencePacts });
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

function buildOf({ buildUrl, tag: tags, ...values }: Values<typeof options>, revision: Revision): Publication {
  const { version = revision.version, branch = revision.branch } = values;
  if (!version) throw new ContractError('NO_VERSION', 'there is no --version, PIPELINE_VERSION or commit');
  if (!branch) throw new ContractError('NO_BRANCH', 'there is no --branch, PIPELINE_BRANCH or branch checked out');
  return { version, branch, buildUrl: buildUrl ?? revision.buildUrl, tags };
}

function sentence(consumer: string, { version, branch }: Publication, pact: PublishedPact): string {
  const { provider, interactions, url } = pact;
  return `Published: ${consumer} ${version} (${branch}) relies on ${interactions} messages of ${provider}.\n  ${url}`;
}
