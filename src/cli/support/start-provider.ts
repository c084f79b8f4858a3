import type { Config } from '../../config/config.ts';
import { ContractError, withoutCredentials } from '../../config/errors.ts';
import { provider as core } from '../../contracts/interactions.ts';
import type { ProviderUnderTest } from '../../provider/provider-under-test.ts';
import { startCore } from '../../provider/start-core.ts';
import { PYTHON_CACHE_FOLDER } from '../../python/environment.ts';
import { defaultPython } from '../../python/interpreter.ts';
import { wireProvider as store } from '../../wire/interactions.ts';
import { startStore } from '../../wire/start-store.ts';

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
}

type Start = (choice: ProviderChoice, config: Config, print: (line: string) => void) => Promise<ProviderUnderTest>;

/** How to start each provider, by its name at the broker. */
const starts: Readonly<Record<string, Start>> = { [core]: startChosenCore, [store]: startChosenStore };

/** The names of the providers that can be verified. */
export const providerNames = Object.keys(starts);

/**
 * Starts the chosen provider; the caller closes it.
 * @param print receives a line for each step, and one that names the provider that was started
 * @throws ContractError USAGE, and what installing or importing the provider throws
 */
export async function startProvider(
  choice: ProviderChoice,
  config: Config,
  print: (line: string) => void,
): Promise<ProviderUnderTest> {
  const start = Object.hasOwn(starts, choice.provider) ? starts[choice.provider] : undefined;
  if (!start) throw new ContractError('USAGE', `--provider is ${providerNames.join(' or ')}, not ${choice.provider}`);
  const started = await start(choice, config, print);
  print(`${choice.provider}: ${started.kind} ${started.version} (${started.origin})`);
  return started;
}

function startChosenCore(
  { kind, ref, version, withCore }: ProviderChoice,
  config: Config,
  print: (line: string) => void,
): Promise<ProviderUnderTest> {
  if (withCore) throw new ContractError('USAGE', `--with-core is for another provider than ${core}`);
  const repository = config.CORE_REPOSITORY;
  if (ref) print(refLine(core, ref, repository));
  return startCore(
    { core: kind, ref, python: config.CORE_PYTHON, version },
    { repository, cacheFolder: PYTHON_CACHE_FOLDER, env: process.env, progress: (line) => print(`  ${line}`) },
  );
}

function startChosenStore(
  { kind, ref, version, withCore }: ProviderChoice,
  config: Config,
  print: (line: string) => void,
): Promise<ProviderUnderTest> {
  if (kind === 'reference') throw new ContractError('USAGE', `there is no reference model of ${store}`);
  if (!ref && !config.STORE_PYTHON)
    throw new ContractError('USAGE', `${store} is not here: give --provider-ref, or set STORE_PYTHON`);
  if (withCore && !ref)
    throw new ContractError('USAGE', '--with-core needs --provider-ref: it is installed beside that provider');
  const repository = config.STORE_REPOSITORY;
  if (ref) print(refLine(store, ref, repository));
  return startStore(
    { ref, withCore, version },
    {
      repository,
      coreRepository: config.CORE_REPOSITORY,
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
