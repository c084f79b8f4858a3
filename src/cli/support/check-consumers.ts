import { applicationOf, distributionOf } from '../../config/applications.ts';
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
  return `it is not on the package index, and no pact of it is known: in its own CI, run ${publish}`;
}
