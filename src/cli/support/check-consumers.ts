import { applicationOf, distributionOf, isDistributionName } from '../../config/applications.ts';
import type { Config } from '../../config/config.ts';
import { ContractError } from '../../config/errors.ts';
import type { KnownConsumer } from '../../gate/known-consumers.ts';
import type { ProviderUnderTest } from '../../provider/provider-under-test.ts';
import { type EnvironmentOptions, PYTHON_CACHE_FOLDER } from '../../python/environment.ts';
import { defaultPython } from '../../python/interpreter.ts';
import { refOfVersion } from '../../python/ref.ts';
import { command } from '../../text/command.ts';
import { checkConsumer } from '../../verification/check-consumer.ts';
import { chooseConsumerReleases } from '../../verification/consumer-releases.ts';
import type { ConsumerEntry, ConsumersCheck } from '../../verification/consumers-report.ts';
import { startProvider } from './start-provider.ts';

/**
 * Checks a version of a provider against consumers, one after another.
 * @throws ContractError what starting the provider throws, and RELEASES_UNKNOWN
 */
export async function checkConsumers(
  consumers: readonly KnownConsumer[],
  { provider: name, ref }: { readonly provider: string; readonly ref: string },
  config: Config,
): Promise<ConsumersCheck> {
  const progress = (line: string) => console.error(line);
  const choice = { provider: applicationOf(name), ref: refOfVersion(ref) ?? ref };
  const provider = await startProvider(choice, config, progress);
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

/** The entries of one consumer, at least one. An error with one release does not stop the check of the others. */
async function checkReleases(
  consumer: KnownConsumer,
  provider: ProviderUnderTest,
  progress: (line: string) => void,
): Promise<ConsumerEntry[]> {
  const { name, hasPact, inEnvironments } = consumer;
  const options = environments(progress);
  const distribution = distributionOf(name);
  const chosen = isDistributionName(name)
    ? await chooseConsumerReleases(distribution, inEnvironments, options)
    : undefined;
  const unread = (what: string, itsPact: boolean) => unreadEntry(consumer.name, provider.name, what, itsPact);
  const unreleased = (chosen?.unreleased ?? inEnvironments).map(({ version, environments: names, hasPact: itsPact }) =>
    unread(`${version}, in ${names.join(', ')}, is not a release`, itsPact),
  );
  if (!chosen) return [unread('it is not on the package index', hasPact), ...unreleased];
  const entries: ConsumerEntry[] = [];
  for (const { number, why } of chosen.releases) {
    progress(`${name} ${number}`);
    entries.push({ consumer: name, number, why, ...(await checkOrProblem({ name, number }, provider, options)) });
  }
  if (entries.length === 0) entries.push(unread('none of its releases can be installed', hasPact));
  return [...entries, ...unreleased];
}

/** The entry of a consumer whose code cannot be read: its pact answers for it, or it is missing. It is never a yes. */
function unreadEntry(name: string, provider: string, what: string, hasPact: boolean): ConsumerEntry {
  if (hasPact) return { consumer: name, byPactReason: `${what}: see its pact (${command('pact:verify')})` };
  const publish = command('pact:usage', { consumer: `./${name}`, provider, publish: true });
  return { consumer: name, missingReason: `${what}, and no pact of it is known: in its own CI, run ${publish}` };
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
