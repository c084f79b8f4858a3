import { existsSync } from 'node:fs';
import { appendSummary } from '../ci/job-summary.ts';
import { applicationOf, distributionOf } from '../config/applications.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { provider as core } from '../contracts/interactions.ts';
import { readTargets } from '../fanout/target.ts';
import { findKnownConsumers, type KnownConsumer } from '../gate/known-consumers.ts';
import type { ProviderUnderTest } from '../provider/provider-under-test.ts';
import { type EnvironmentOptions, PYTHON_CACHE_FOLDER } from '../python/environment.ts';
import { defaultPython } from '../python/interpreter.ts';
import { refOfVersion } from '../python/ref.ts';
import { command, commandStart } from '../text/command.ts';
import { checkConsumer } from '../verification/check-consumer.ts';
import { chooseConsumerReleases } from '../verification/consumer-releases.ts';
import {
  type ConsumerEntry,
  type ConsumersCheck,
  consumersMarkdown,
  consumersText,
  exitCodeOfCheck,
  presentCheck,
} from '../verification/consumers-report.ts';
import { readKnownConsumers, writeKnownConsumers } from './support/known-consumers-file.ts';
import { defineCommand, type Values } from './support/run-command.ts';
import { startProvider } from './support/start-provider.ts';
import { withExistingBroker } from './support/with-broker.ts';

const DEFAULT_TARGETS = 'fanout.json';

const options = {
  provider: { value: '<name>', default: core, description: 'the provider whose consumers are checked' },
  'provider-ref': {
    value: '<ref>',
    description: 'its version, as the broker has it, or a release, tag, branch, SHA, folder or wheel (not with --list)',
  },
  targets: {
    value: '<file>',
    description: `the repositories of this file are consumers too (default: ${DEFAULT_TARGETS}, where it is there and the provider is ${core})`,
  },
  consumer: { value: '<name>', multiple: true, description: 'a consumer too; may be repeated' },
  list: { value: '<file>', description: 'check nothing: write the known consumers into this file, for --from' },
  from: {
    value: '<file>',
    description: 'the consumers of this file; no broker is asked, so no credentials are needed',
  },
} as const;

type Options = Values<typeof options>;

export const run = defineCommand(
  {
    usage: commandStart('consumers:check'),
    summary:
      'Checks a version of a provider against every known consumer, also those that never published a pact: what the newest release and the deployed ones use is read from their code.',
    options,
    examples: [
      command('consumers:check', { 'provider-ref': '1.4.61' }),
      command('consumers:check', { provider: 'httpx', 'provider-ref': '0.28.0', consumer: 'openai' }),
    ],
  },
  async (values) => {
    const config = loadConfig();
    const consumers = await knownConsumers(values, config);
    if (values.list !== undefined) return writeList(values, values.list, consumers);
    if (values.providerRef === undefined) throw new ContractError('USAGE', '--provider-ref is required');
    const check = await checkAll(consumers, values, config);
    print(values, check);
    appendSummary(config.GITHUB_STEP_SUMMARY, consumersMarkdown(check));
    return exitCodeOfCheck(check);
  },
);

async function knownConsumers(values: Options, config: Config): Promise<readonly KnownConsumer[]> {
  const { from } = values;
  const provider = applicationOf(values.provider);
  if (from !== undefined) return readKnownConsumers(from, provider);
  const others = [...targetsOf(values), ...(values.consumer ?? [])].map(applicationOf);
  let found: readonly KnownConsumer[] = [];
  await withExistingBroker(config, async ({ access }) => {
    found = await findKnownConsumers(access, provider, others);
    return 0;
  });
  return found;
}

function targetsOf({ targets, provider }: Options): string[] {
  if (targets === undefined && (provider !== core || !existsSync(DEFAULT_TARGETS))) return [];
  return readTargets(targets ?? DEFAULT_TARGETS).targets.map(({ repo }) => repo);
}

function writeList({ provider, json }: Options, file: string, consumers: readonly KnownConsumer[]): 0 {
  writeKnownConsumers(file, applicationOf(provider), consumers);
  const names = consumers.map(({ name }) => name);
  console.log(
    json ? JSON.stringify({ file, consumers: names }) : `consumers of ${provider}: ${names.join(', ')} (${file})`,
  );
  return 0;
}

async function checkAll(
  consumers: readonly KnownConsumer[],
  { provider: name, providerRef: ref }: Options,
  config: Config,
): Promise<ConsumersCheck> {
  const progress = (line: string) => console.error(line);
  const origin = ref === undefined ? undefined : (refOfVersion(ref) ?? ref);
  const provider = await startProvider({ provider: applicationOf(name), ref: origin }, config, progress);
  try {
    const entries: ConsumerEntry[] = [];
    for (const consumer of consumers) entries.push(...(await checkReleases(consumer, provider, progress)));
    return { provider: `${provider.name} ${provider.version}`, entries };
  } finally {
    await provider.close();
  }
}

const environments = (progress: (line: string) => void): EnvironmentOptions => ({
  python: defaultPython,
  cacheFolder: PYTHON_CACHE_FOLDER,
  env: process.env,
  progress: (line) => progress(`  ${line}`),
});

/** The entries of one consumer. What goes wrong with one does not stop the others. */
async function checkReleases(
  { name, hasPact, inEnvironments }: KnownConsumer,
  provider: ProviderUnderTest,
  progress: (line: string) => void,
): Promise<ConsumerEntry[]> {
  const options = environments(progress);
  const byPact = (versions: string): ConsumerEntry => ({
    consumer: name,
    byPact: `${versions}: see its pact (${command('pact:verify')})`,
  });
  const chosen = await chooseConsumerReleases(distributionOf(name), inEnvironments, options);
  if (!chosen)
    return [
      hasPact
        ? byPact('it is not on the package index')
        : { consumer: name, missing: notReadable(name, provider.name) },
    ];
  const entries: ConsumerEntry[] = [];
  for (const { number, why } of chosen.releases) {
    progress(`${name} ${number}`);
    entries.push({ consumer: name, number, why, ...(await checkOrProblem({ name, number }, provider, options)) });
  }
  for (const { version, environments: names } of chosen.unreleased)
    entries.push(byPact(`${version}, in ${names.join(', ')}, is not a release`));
  return entries;
}

async function checkOrProblem(
  consumer: { readonly name: string; readonly number: string },
  provider: ProviderUnderTest,
  options: EnvironmentOptions,
) {
  try {
    return { checked: await checkConsumer(consumer, provider, options) };
  } catch (error) {
    if (error instanceof ContractError) return { problem: error.message };
    throw error;
  }
}

function notReadable(name: string, provider: string): string {
  const publish = command('pact:usage', { consumer: `./${name}`, provider, publish: true });
  return `it is not on the package index and has published no pact: in its own CI, run ${publish}`;
}

function print({ json }: Options, check: ConsumersCheck): void {
  console.log(json ? JSON.stringify(presentCheck(check)) : consumersText(check));
}
