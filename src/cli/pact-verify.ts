import { connectBroker } from '../broker/connect.ts';
import { appendSummary, setOutput } from '../ci/job-summary.ts';
import { branchName, currentRevision } from '../ci/revision.ts';
import { type Config, clientEnvironment, loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { provider as core } from '../contracts/interactions.ts';
import type { ProviderUnderTest } from '../provider/provider-under-test.ts';
import { command, commandStart } from '../text/command.ts';
import { wrapText } from '../text/wrap.ts';
import { readAnswers } from '../verification/answers-file.ts';
import type { Outcome } from '../verification/outcome.ts';
import { assertPublishable, type PactSource, parsePactSource } from '../verification/pact-source.ts';
import { createPlan } from '../verification/plan.ts';
import { questionsOf, writeQuestions } from '../verification/questions-file.ts';
import { recordedProvider } from '../verification/recorded-provider.ts';
import { failureMarkdown, verificationMarkdown, verificationReport } from '../verification/report.ts';
import { assertNoFilters, verifyPacts } from '../verification/verify.ts';
import { expectedProvider } from './support/expected-provider.ts';
import { choiceOf, providerOptions, singleValue } from './support/provider-options.ts';
import { defineCommand, type Values } from './support/run-command.ts';
import { startProvider } from './support/start-provider.ts';

const options = {
  ...providerOptions,
  'provider-branch': { value: '<name>', description: "the provider's branch" },
  'core-branch': { value: '<name>', description: 'short for --provider-branch with market-data-core' },
  'pact-url': { value: '<url>', description: 'verify only this pact: its URL at the broker, or a pact file' },
  questions: {
    value: '<file>',
    description: 'verify nothing: write what the pacts ask of the provider into this file, for provider:answers',
  },
  answers: {
    value: '<file>',
    description:
      'verify the answers that provider:answers has written; nothing is installed, and no code of the provider runs',
  },
  'no-publish': { description: 'do not record the result' },
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
      command('pact:verify', { 'core-ref': '1.4.61', answers: 'answers.json' }),
    ],
  },
  async (values) => {
    const config = loadConfig();
    try {
      assertNoFilters(config);
      if (values.questions) return await writePactQuestions(values, config, values.questions);
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

/** Writes the questions of the pacts to a file. This does not need the provider. */
async function writePactQuestions(values: Options, config: Config, file: string): Promise<0> {
  const { provider, answers, json } = values;
  if (answers !== undefined)
    throw new ContractError('USAGE', '--questions and --answers are two steps: give one of them');
  const { source, close } = await pactSource(values, config);
  try {
    const { pacts } = await createPlan(source, provider, branchOf(values));
    const questions = questionsOf(pacts);
    writeQuestions(file, provider, questions);
    const { length } = questions;
    console.log(json ? JSON.stringify({ questions: length, file }) : `${length} questions to ${provider}: ${file}`);
    return 0;
  } finally {
    await close();
  }
}

async function verifyProvider(values: Options, config: Config): Promise<Outcome> {
  const choice = choiceOf(values);
  const provider = values.answers
    ? recordedProvider(readAnswers(values.answers), await expectedProvider(choice, config))
    : await startProvider(choice, config, values.json ? console.error : console.log);
  try {
    return await verifySelected(values, config, provider);
  } finally {
    await provider.close();
  }
}

function branchOf({ provider, providerBranch, coreBranch }: Options): string | undefined {
  return branchName(singleValue(provider, providerBranch, coreBranch));
}

/** Where the pacts come from, and the broker that was started to read them. */
async function pactSource({ pactUrl }: Options, config: Config) {
  const urlSource = pactUrl ? parsePactSource(pactUrl, config) : undefined;
  const broker = urlSource ? undefined : await connectBroker(config);
  const source = urlSource ?? ({ kind: 'selected', broker: broker?.access } as PactSource);
  return { source, embedded: broker?.embedded ?? false, close: async () => broker?.close() };
}

async function verifySelected(values: Options, config: Config, provider: ProviderUnderTest): Promise<Outcome> {
  const { publish } = values;
  const { source, embedded, close } = await pactSource(values, config);
  try {
    if (publish) assertPublishable(provider.kind, source, embedded);
    const { buildUrl } = currentRevision(config);
    const branch = branchOf(values);
    return await verifyPacts({ provider, source, branch, publish, buildUrl, env: clientEnvironment() });
  } finally {
    await close();
  }
}

function printOutcome(outcome: Outcome, { json, verbose }: Options): void {
  const { output, problems, shouldPublish, ...rest } = outcome;
  // Scripts depend on the member names `published` and `doubts` of --json.
  const members = { ...rest, published: shouldPublish, doubts: problems };
  if (json) console.log(JSON.stringify({ ...members, ...(verbose && { output }) }));
  else console.log([...(verbose ? [output] : []), wrapText(verificationReport(outcome))].join('\n'));
}
