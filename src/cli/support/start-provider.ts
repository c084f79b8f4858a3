import { applicationOf, distributionOf, isDistributionName } from '../../config/applications.ts';
import type { Config } from '../../config/config.ts';
import { ContractError, withoutCredentials } from '../../config/errors.ts';
import { provider as core } from '../../contracts/interactions.ts';
import type { ProviderUnderTest } from '../../provider/provider-under-test.ts';
import { startCore } from '../../provider/start-core.ts';
import { createJudge, startDistribution } from '../../provider/start-distribution.ts';
import { withUsage } from '../../provider/usage-answers.ts';
import { type EnvironmentOptions, PYTHON_CACHE_FOLDER } from '../../python/environment.ts';
import { defaultPython } from '../../python/interpreter.ts';
import { type UsageJudge, usageJudge } from '../../usage/usage-judge.ts';
import { wireProvider as store } from '../../wire/interactions.ts';
import { startStore } from '../../wire/start-store.ts';
import { sourceOf } from './named-distribution.ts';

/** The user's choice of the provider to verify. */
export interface ProviderChoice {
  /** Its name at the broker. */
  readonly provider: string;
  /** A release, git ref, folder or wheel to install. */
  readonly ref?: string | undefined;
  /** The core that another provider runs with. */
  readonly withCore?: string | undefined;
  /** The version under which the result is recorded. */
  readonly version?: string | undefined;
  /** `reference` or `python`, for core. */
  readonly kind?: string | undefined;
  /** The git repository of its refs; default: the configured one, if there is one for this provider. */
  readonly repository?: string | undefined;
  /** Optional uses fail too. */
  readonly strict?: boolean;
}

type Start = (choice: ProviderChoice, config: Config, print: (line: string) => void) => Promise<ProviderUnderTest>;

/** How to start each provider, by its name at the broker. */
const startFunctions: Readonly<Record<string, Start>> = { [core]: startChosenCore, [store]: startChosenStore };

/** The providers that answer more than usage interactions. */
export const providerNames = Object.keys(startFunctions);

/**
 * Starts the chosen provider; the caller closes it. Every provider answers usage interactions; one that is not in the table above
 * answers nothing else.
 * @param print receives a line for each step, and one that names the provider that was started
 * @throws ContractError USAGE, and what installing or importing the provider throws
 */
export async function startProvider(
  choice: ProviderChoice,
  config: Config,
  print: (line: string) => void,
): Promise<ProviderUnderTest> {
  const start = Object.hasOwn(startFunctions, choice.provider) ? startFunctions[choice.provider] : undefined;
  const started = start
    ? withUsage(await start(choice, config, print), await startUsageJudge(choice, config, print), choice)
    : await startOtherProvider(choice, config, print);
  print(`${choice.provider}: ${started.kind} ${started.version} (${started.origin})`);
  return started;
}

/** The judge of the installed provider; the reference model has none. */
async function startUsageJudge(
  { provider, ref, withCore, kind, repository }: ProviderChoice,
  config: Config,
  print: (line: string) => void,
): Promise<UsageJudge | undefined> {
  const interpreter = provider === core ? config.CORE_PYTHON : config.STORE_PYTHON;
  if (kind === 'reference' || !(ref || interpreter)) return undefined;
  if (!ref) return usageJudge(async () => ({ interpreter: interpreter ?? defaultPython, env: process.env }));
  const distribution = { name: distributionOf(provider), source: await sourceOf(provider, ref, config, repository) };
  const overrides = withCore ? [{ name: core, source: await sourceOf(core, withCore, config) }] : [];
  return createJudge(distribution, environmentOptions(interpreter, print), overrides);
}

async function startOtherProvider(
  { provider, ref, withCore, version, strict, repository }: ProviderChoice,
  config: Config,
  print: (line: string) => void,
): Promise<ProviderUnderTest> {
  assertDistribution(provider);
  if (!ref || withCore)
    throw new ContractError(
      'USAGE',
      `${provider} has to be installed, as a Python distribution: give --provider-ref <release, tag, branch, SHA, folder or wheel>, without --with-core. ${OTHER_PROVIDERS}`,
    );
  const name = distributionOf(provider);
  const distribution = { name, source: await sourceOf(name, ref, config, repository) };
  const choice = { name: applicationOf(provider), distribution, version, strict };
  return startDistribution(choice, environmentOptions(undefined, print));
}

const OTHER_PROVIDERS =
  'A provider that is no Python distribution is verified by verifyProvider of market-data-contracts/verification, or by the Pact verifier of its language';

/** @throws ContractError USAGE for a name that no Python distribution can have */
function assertDistribution(provider: string): void {
  if (isDistributionName(provider)) return;
  throw new ContractError(
    'USAGE',
    `--provider (or PACT_PROVIDER) is the name of a Python distribution, such as ${core}, and cannot be ${JSON.stringify(provider)}. ${OTHER_PROVIDERS}`,
  );
}

function environmentOptions(python: string | undefined, print: (line: string) => void): EnvironmentOptions {
  const progress = (line: string) => print(`  ${line}`);
  return { python: python ?? defaultPython, cacheFolder: PYTHON_CACHE_FOLDER, env: process.env, progress };
}

function startChosenCore(
  choice: ProviderChoice,
  config: Config,
  print: (line: string) => void,
): Promise<ProviderUnderTest> {
  const { kind, ref, version, withCore } = choice;
  if (withCore) throw new ContractError('USAGE', `--with-core is for another provider than ${core}`);
  const repository = choice.repository ?? config.CORE_REPOSITORY;
  if (ref) print(refLine(core, ref, repository));
  return startCore(
    { core: kind, ref, python: config.CORE_PYTHON, version },
    { repository, cacheFolder: PYTHON_CACHE_FOLDER, env: process.env, progress: (line) => print(`  ${line}`) },
  );
}

function startChosenStore(
  choice: ProviderChoice,
  config: Config,
  print: (line: string) => void,
): Promise<ProviderUnderTest> {
  const { kind, ref, version, withCore } = choice;
  if (kind === 'reference') throw new ContractError('USAGE', `there is no reference model of ${store}`);
  if (!ref && !config.STORE_PYTHON)
    throw new ContractError('USAGE', `${store} is not here: give --provider-ref, or set STORE_PYTHON`);
  if (withCore && !ref)
    throw new ContractError('USAGE', '--with-core needs --provider-ref: it is installed beside that provider');
  const repository = choice.repository ?? config.STORE_REPOSITORY;
  if (ref) print(refLine(store, ref, repository));
  return startStore(
    { ref, withCore, version },
    {
      repository,
      coreRepository: config.CORE_REPOSITORY,
      redisUrl: config.REDIS_URL,
      python: config.STORE_PYTHON ?? defaultPython,
      cacheFolder: PYTHON_CACHE_FOLDER,
      env: process.env,
      progress: (line) => print(`  ${line}`),
    },
  );
}

function refLine(name: string, ref: string, repository: string): string {
  return `${name}: python, installed from ${ref} (tags, branches and SHAs from ${withoutCredentials(repository)})`;
}
