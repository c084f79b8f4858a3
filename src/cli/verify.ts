import { openBroker } from '../broker/connect.ts';
import { appendSummary, setOutput } from '../ci/job-summary.ts';
import { currentRevision } from '../ci/revision.ts';
import { type Config, clientEnvironment, loadConfig } from '../config/config.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { provider } from '../contracts/interactions.ts';
import { refOfVersion } from '../provider/core-ref.ts';
import { type CoreUnderTest, coreUnderTest } from '../provider/core-under-test.ts';
import { commandStart } from '../text/command.ts';
import type { Outcome } from '../verification/outcome.ts';
import { type PactSource, pactSourceAt, refusePublishing } from '../verification/pact-source.ts';
import { failureMarkdown, report, summaryMarkdown } from '../verification/report.ts';
import { refuseFilters } from '../verification/run-filters.ts';
import { verify } from '../verification/verify.ts';
import { runCommand, type Values } from './support/command.ts';

const definition = {
  usage: commandStart('pact:verify'),
  summary: 'Verifies market-data-core against the pacts of its consumers, and records the result at the Pact Broker.',
  options: {
    core: {
      value: '<source>',
      description:
        'reference: the built-in messages of core 1.1.0; python: core itself (default: python with CORE_PYTHON or --core-ref)',
    },
    'core-ref': { value: '<ref>', description: 'install this core first: a release (1.4.61), or a tag, branch or SHA' },
    'core-version': { value: '<version>', description: "version to record (default: core's own)" },
    again: {
      value: '<version>',
      description:
        'verify a version that is recorded already: what it came from is installed, and it stays that version',
    },
    'core-branch': { value: '<name>', description: "core's branch" },
    'pact-url': { value: '<url>', description: 'verify this one pact only: its URL at the broker, or a pact file' },
    'no-publish': { description: 'do not record the result' },
    verbose: { description: 'show all that the official verifier prints' },
  },
  examples: [
    `${commandStart('pact:verify')} --core-version 1.1.0 --core-branch base`,
    `${commandStart('pact:verify')} --core-ref 1.4.61`,
    `${commandStart('pact:verify')} --core-ref my-branch --no-publish`,
  ],
} as const;

type Options = Values<typeof definition.options>;

await runCommand(definition, async (options) => {
  const config = loadConfig();
  try {
    refuseFilters(config);
    const outcome = await verifyCore(options, config);
    print(outcome, options);
    appendSummary(config.GITHUB_STEP_SUMMARY, summaryMarkdown(outcome));
    setOutput(config.GITHUB_OUTPUT, 'core_version', outcome.core.version);
    return outcome.exitCode;
  } catch (error) {
    appendSummary(config.GITHUB_STEP_SUMMARY, failureMarkdown(error));
    throw error;
  }
});

async function verifyCore(options: Options, config: Config): Promise<Outcome> {
  const core = await bringUp(options, config, options.json ? console.error : console.log);
  try {
    return await verifyAt(options, config, core);
  } finally {
    await core.source.close();
  }
}

/** What is to be installed, and the version to record it as. */
function coreOf({ 'core-ref': ref, 'core-version': version, again }: Options): { ref?: string; version?: string } {
  if (again === undefined) return { ...(ref && { ref }), ...(version && { version }) };
  if (ref || version) throw new ContractError('USAGE', '--again stands for --core-ref and --core-version');
  const origin = refOfVersion(again);
  if (!origin) throw new ContractError('CORE_REF_INVALID', JSON.stringify(again));
  return { ref: origin, version: again };
}

async function bringUp(options: Options, config: Config, say: (line: string) => void): Promise<CoreUnderTest> {
  const { ref, version } = coreOf(options);
  const repository = config.CORE_REPOSITORY;
  if (ref)
    say(
      `core: python, core itself, --core-ref ${ref} (tags, branches and SHAs from ${withoutCredentials(repository)})`,
    );
  const core = await coreUnderTest(
    { core: options.core, ref, python: config.CORE_PYTHON, version },
    { repository, cacheFolder: '.cache/core', env: process.env, progress: (line) => say(`  ${line}`) },
  );
  say(`core: ${core.source.name} ${core.version} (${core.description.origin})`);
  return core;
}

async function verifyAt(options: Options, config: Config, core: CoreUnderTest): Promise<Outcome> {
  const publish = !options['no-publish'];
  const pactUrl = options['pact-url'];
  const given = pactUrl ? pactSourceAt(pactUrl, config) : undefined;
  const broker = given ? undefined : await openBroker(config);
  try {
    const source = given ?? ({ kind: 'selected', broker: broker?.access } as PactSource);
    if (publish) refusePublishing(core.source.name, source, broker?.embedded ?? false);
    const { buildUrl } = currentRevision(config);
    const branch = options['core-branch'];
    return await verify({ core, provider, source, branch, publish, buildUrl, env: clientEnvironment() });
  } finally {
    await broker?.close();
  }
}

function print(outcome: Outcome, { json, verbose }: Options): void {
  const { output, ...rest } = outcome;
  if (json) console.log(JSON.stringify(verbose ? outcome : rest));
  else console.log(verbose ? `${output}\n${report(outcome)}` : report(outcome));
}
