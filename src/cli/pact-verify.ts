import { connectBroker } from '../broker/connect.ts';
import { appendSummary, setOutput } from '../ci/job-summary.ts';
import { branchName, currentRevision } from '../ci/revision.ts';
import { type Config, clientEnvironment, loadConfig } from '../config/config.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import type { ProviderUnderTest } from '../provider/provider-under-test.ts';
import { startCore } from '../provider/start-core.ts';
import { PYTHON_CACHE_FOLDER } from '../python/environment.ts';
import { refOfVersion } from '../python/ref.ts';
import { command, commandStart } from '../text/command.ts';
import type { Outcome } from '../verification/outcome.ts';
import { type PactSource, pactSourceAt, refusePublishing } from '../verification/pact-source.ts';
import { failureMarkdown, report, summaryMarkdown } from '../verification/report.ts';
import { refuseFilters } from '../verification/run-filters.ts';
import { verify } from '../verification/verify.ts';
import { defineCommand, type Values } from './support/run-command.ts';

const options = {
  core: {
    value: '<source>',
    description:
      'reference: the reference model of core 1.1.0; python: core itself (default: python with CORE_PYTHON or --core-ref)',
  },
  'core-ref': {
    value: '<ref>',
    description: 'install this core first: a release (1.4.61), tag, branch, SHA, folder (./core) or wheel',
  },
  'core-version': { value: '<version>', description: "version to record (default: core's own)" },
  again: {
    value: '<version>',
    description:
      'verify a recorded version again: what it was built from is installed, and recorded under that version',
  },
  'core-branch': { value: '<name>', description: "core's branch" },
  'pact-url': { value: '<url>', description: 'verify only this pact: its URL at the broker, or a pact file' },
  'no-publish': { description: 'do not record the result' },
  verbose: { description: 'show the output of the official verifier' },
} as const;

type Options = Values<typeof options>;

export const run = defineCommand(
  {
    usage: commandStart('pact:verify'),
    summary: 'Verifies market-data-core against the pacts of its consumers, and records the result at the Pact Broker.',
    options,
    examples: [
      command('pact:verify', { 'core-version': '1.1.0', 'core-branch': 'base' }),
      command('pact:verify', { 'core-ref': '1.4.61' }),
      command('pact:verify', { 'core-ref': 'my-branch', 'no-publish': true }),
    ],
  },
  async (values) => {
    const config = loadConfig();
    try {
      refuseFilters(config);
      const outcome = await verifyCore(values, config);
      print(outcome, values);
      appendSummary(config.GITHUB_STEP_SUMMARY, summaryMarkdown(outcome));
      setOutput(config.GITHUB_OUTPUT, 'core_version', outcome.provider.version);
      return outcome.exitCode;
    } catch (error) {
      appendSummary(config.GITHUB_STEP_SUMMARY, failureMarkdown(error));
      throw error;
    }
  },
);

async function verifyCore(values: Options, config: Config): Promise<Outcome> {
  const core = await startChosenCore(values, config, values.json ? console.error : console.log);
  try {
    return await verifyPacts(values, config, core);
  } finally {
    await core.close();
  }
}

/** What is to be installed, and the version to record it as. */
function coreOf({ coreRef: ref, coreVersion: version, again }: Options): { ref?: string; version?: string } {
  if (again === undefined) return { ...(ref && { ref }), ...(version && { version }) };
  if (ref || version)
    throw new ContractError('USAGE', '--again cannot be given with --core-ref or --core-version, which it determines');
  const origin = refOfVersion(again);
  if (!origin) throw new ContractError('REF_INVALID', JSON.stringify(again));
  return { ref: origin, version: again };
}

async function startChosenCore(
  values: Options,
  config: Config,
  print: (line: string) => void,
): Promise<ProviderUnderTest> {
  const { ref, version } = coreOf(values);
  const repository = config.CORE_REPOSITORY;
  if (ref)
    print(
      `core: python, core itself, --core-ref ${ref} (tags, branches and SHAs from ${withoutCredentials(repository)})`,
    );
  const core = await startCore(
    { core: values.core, ref, python: config.CORE_PYTHON, version },
    { repository, cacheFolder: PYTHON_CACHE_FOLDER, env: process.env, progress: (line) => print(`  ${line}`) },
  );
  print(`core: ${core.kind} ${core.version} (${core.origin})`);
  return core;
}

async function verifyPacts(values: Options, config: Config, core: ProviderUnderTest): Promise<Outcome> {
  const { publish, pactUrl } = values;
  const branch = branchName(values.coreBranch);
  const given = pactUrl ? pactSourceAt(pactUrl, config) : undefined;
  const broker = given ? undefined : await connectBroker(config);
  try {
    const source = given ?? ({ kind: 'selected', broker: broker?.access } as PactSource);
    if (publish) refusePublishing(core.kind, source, broker?.embedded ?? false);
    const { buildUrl } = currentRevision(config);
    return await verify({ provider: core, source, branch, publish, buildUrl, env: clientEnvironment() });
  } finally {
    await broker?.close();
  }
}

function print(outcome: Outcome, { json, verbose }: Options): void {
  const { output, ...rest } = outcome;
  if (json) console.log(JSON.stringify(verbose ? outcome : rest));
  else console.log(verbose ? `${output}\n${report(outcome)}` : report(outcome));
}
