import { connectBroker } from '../broker/connect.ts';
import { appendSummary, setOutput } from '../ci/job-summary.ts';
import { branchName, currentRevision } from '../ci/revision.ts';
import { type Config, clientEnvironment, loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { provider as core } from '../contracts/interactions.ts';
import type { ProviderUnderTest } from '../provider/provider-under-test.ts';
import { refOfVersion } from '../python/ref.ts';
import { command, commandStart } from '../text/command.ts';
import type { Outcome } from '../verification/outcome.ts';
import { assertPublishable, type PactSource, parsePactSource } from '../verification/pact-source.ts';
import { failureMarkdown, verificationMarkdown, verificationReport } from '../verification/report.ts';
import { assertNoFilters, verify } from '../verification/verify.ts';
import { defineCommand, type Values } from './support/run-command.ts';
import { type ProviderChoice, providerNames, startProvider } from './support/start-provider.ts';

const options = {
  provider: {
    value: '<name>',
    default: core,
    description: `the provider to verify: ${providerNames.join(', ')}, or any distribution whose Python API a pact is about`,
  },
  'provider-ref': {
    value: '<ref>',
    description: 'install this provider first: a release (0.6.73), tag, branch, SHA, folder (./store) or wheel',
  },
  'with-core': {
    value: '<ref>',
    description: 'the core that another provider runs with (default: what its own requirement chooses)',
  },
  'provider-version': { value: '<version>', description: "version to record (default: the provider's own)" },
  'provider-branch': { value: '<name>', description: "the provider's branch" },
  core: {
    value: '<source>',
    description:
      'reference: the reference model of core 1.1.0; python: core itself (default: python with CORE_PYTHON or --core-ref)',
  },
  'core-ref': {
    value: '<ref>',
    description: 'short for --provider-ref with market-data-core',
  },
  'core-version': { value: '<version>', description: 'short for --provider-version with market-data-core' },
  again: {
    value: '<version>',
    description:
      'verify a recorded version again: what it was built from is installed, and recorded under that version',
  },
  'core-branch': { value: '<name>', description: 'short for --provider-branch with market-data-core' },
  'pact-url': { value: '<url>', description: 'verify only this pact: its URL at the broker, or a pact file' },
  'no-publish': { description: 'do not record the result' },
  strict: { description: 'fail also where only a feature of a consumer is off' },
  verbose: { description: 'show the output of the official verifier' },
} as const;

type Options = Values<typeof options>;

export const run = defineCommand(
  {
    usage: commandStart('pact:verify'),
    summary: 'Verifies a provider against the pacts of its consumers, and records the result at the Pact Broker.',
    options,
    examples: [
      command('pact:verify', { 'core-version': '1.1.0', 'core-branch': 'base' }),
      command('pact:verify', { 'core-ref': '1.4.61' }),
      command('pact:verify', { provider: 'market-data-store', 'provider-ref': '0.6.73' }),
      command('pact:verify', { 'core-ref': 'my-branch', 'no-publish': true }),
    ],
  },
  async (values) => {
    const config = loadConfig();
    try {
      assertNoFilters(config);
      const outcome = await verifyProvider(values, config);
      printOutcome(outcome, values);
      appendSummary(config.GITHUB_STEP_SUMMARY, verificationMarkdown(outcome));
      setOutput(config.GITHUB_OUTPUT, 'provider_version', outcome.provider.version);
      if (values.provider === core) setOutput(config.GITHUB_OUTPUT, 'core_version', outcome.provider.version);
      return outcome.exitCode;
    } catch (error) {
      appendSummary(config.GITHUB_STEP_SUMMARY, failureMarkdown(error));
      throw error;
    }
  },
);

async function verifyProvider(values: Options, config: Config): Promise<Outcome> {
  const choice = choiceOf(values);
  const provider = await startProvider(choice, config, values.json ? console.error : console.log);
  try {
    return await verifyPacts(values, config, provider);
  } finally {
    await provider.close();
  }
}

/** What is to be installed, and the version to record it as. The options that begin with `core-` are those of core alone. */
function choiceOf(values: Options): ProviderChoice {
  const { provider, withCore, core: kind, again, strict } = values;
  const ref = oneOf(values, 'providerRef', 'coreRef');
  const version = oneOf(values, 'providerVersion', 'coreVersion');
  if (again === undefined) return { provider, withCore, kind, strict, ref, version };
  if (ref || version)
    throw new ContractError(
      'USAGE',
      '--again determines the ref and the version: leave out the options that name them',
    );
  const origin = refOfVersion(again);
  if (!origin) throw new ContractError('REF_INVALID', JSON.stringify(again));
  return { provider, withCore, kind, strict, ref: origin, version: again };
}

type RefOption = 'providerRef' | 'providerVersion' | 'providerBranch' | 'coreRef' | 'coreVersion' | 'coreBranch';

function oneOf(values: Options, general: RefOption, ofCore: RefOption): string | undefined {
  const { [general]: given, [ofCore]: short } = values;
  if (given !== undefined && short !== undefined)
    throw new ContractError(
      'USAGE',
      'an option that begins with --core- is the short form of the same with --provider-',
    );
  if (short !== undefined && values.provider !== core)
    throw new ContractError('USAGE', `an option that begins with --core- is for ${core}, not for ${values.provider}`);
  return given ?? short;
}

async function verifyPacts(values: Options, config: Config, provider: ProviderUnderTest): Promise<Outcome> {
  const { publish, pactUrl } = values;
  const branch = branchName(oneOf(values, 'providerBranch', 'coreBranch'));
  const given = pactUrl ? parsePactSource(pactUrl, config) : undefined;
  const broker = given ? undefined : await connectBroker(config);
  try {
    const source = given ?? ({ kind: 'selected', broker: broker?.access } as PactSource);
    if (publish) assertPublishable(provider.kind, source, broker?.embedded ?? false);
    const { buildUrl } = currentRevision(config);
    return await verify({ provider, source, branch, publish, buildUrl, env: clientEnvironment() });
  } finally {
    await broker?.close();
  }
}

function printOutcome(outcome: Outcome, { json, verbose }: Options): void {
  const { output, problems, ...rest } = outcome;
  // `doubts` is the member name of --json, which scripts depend on.
  if (json) console.log(JSON.stringify({ ...rest, doubts: problems, ...(verbose && { output }) }));
  else console.log(verbose ? `${output}\n${verificationReport(outcome)}` : verificationReport(outcome));
}
