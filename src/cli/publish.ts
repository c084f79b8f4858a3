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
import { runCommand, type Values } from './support/command.ts';
import { lasting, linkNote, withBroker } from './support/with-broker.ts';

const definition = {
  usage: commandStart('pact:publish'),
  summary: 'Publishes the pacts of the pipeline to the Pact Broker, if they are what its contract tests write now.',
  options: {
    version: {
      value: '<version>',
      description: 'version of the pipeline (default: the commit, which must hold the pacts)',
    },
    branch: { value: '<name>', description: 'its branch (default: the branch checked out)' },
    'build-url': { value: '<url>', description: 'page of the build (default: the run in GitHub Actions)' },
    tag: {
      value: '<name>',
      multiple: true,
      description: 'a tag for the version; may be repeated, or a list with commas',
    },
    consumer: {
      value: '<name>',
      description: 'publish the pacts of this consumer instead, as they are: its contract tests are its own',
    },
    dir: { value: '<folder>', default: 'pacts', description: 'where the pacts are' },
  },
  examples: [command('pact:publish'), `${commandStart('pact:publish')} --version 1.4.0 --branch base`],
} as const;

/** Where the pipeline's contract is tested; the package has no tests. */
const contractTests = new URL('../../test/contracts', import.meta.url);

await runCommand(definition, async (options) => {
  const config = loadConfig();
  const build = buildOf(options, currentRevision(config));
  if (!options.consumer && !existsSync(contractTests))
    throw new ContractError('USAGE', "--consumer <name> is missing: the pipeline's contract tests are not here");
  const consumer = options.consumer ?? pipeline;
  readPacts(options.dir, consumer); // before the tests are run, for it is quickly told
  if (!options.consumer) await assertFreshPacts(options.dir, { committed: options.version === undefined });
  return withBroker(config, async (broker) => {
    const published = await publishPacts(broker.access, options.dir, build, consumer);
    setOutput(config.GITHUB_OUTPUT, 'version', build.version);
    const sentences = published.map((pact) => sentence(consumer, build, pact)).join('\n') + linkNote(broker);
    console.log(lasting(options.json ? JSON.stringify({ consumer, ...build, published }) : sentences, broker));
    return 0;
  });
});

function buildOf(options: Values<typeof definition.options>, revision: Revision): Publication {
  const { version = revision.version, branch = revision.branch, tag: tags } = options;
  if (!version) throw new ContractError('NO_VERSION', 'there is no --version, PIPELINE_VERSION or commit');
  if (!branch) throw new ContractError('NO_BRANCH', 'there is no --branch, PIPELINE_BRANCH or branch checked out');
  return { version, branch, buildUrl: options['build-url'] ?? revision.buildUrl, tags };
}

function sentence(
  consumer: string,
  { version, branch }: Publication,
  { provider, interactions, url }: PublishedPact,
): string {
  return `Published: ${consumer} ${version} (${branch}) relies on ${interactions} messages of ${provider}.\n  ${url}`;
}
