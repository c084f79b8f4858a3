import { variablesForInstaller } from '../python/child-variables.ts';
import type { Distribution, NamedSource } from '../python/distribution.ts';
import { type EnvironmentOptions, pythonEnvironment } from '../python/environment.ts';
import { resolveRef } from '../python/ref.ts';

/** Core's Redis bus needs core's extra `bus`, which no consumer requires; fakeredis replaces a missing Redis server. */
export const busDistributions: readonly Distribution[] = [
  { name: 'market-data-core', source: { kind: 'newest' }, extras: ['bus'] },
  { name: 'fakeredis', source: { kind: 'newest' } },
];

export interface StoreInstallOptions extends EnvironmentOptions {
  /** A release number, tag, branch, SHA, folder or wheel. */
  readonly ref: string;
  /** URL or path of the store's git repository. */
  readonly repository: string;
  /** The core that it runs with, in one of these forms; default: the newest release that its requirement allows. */
  readonly withCore?: string | undefined;
  /** URL or path of core's git repository. */
  readonly coreRepository: string;
}

export interface InstalledStore {
  readonly interpreter: string;
  readonly source: NamedSource;
}

/**
 * Installs the store with the dependencies of core's buses in a virtual environment, or finds the cached one.
 * @throws ContractError REF_INVALID, REF_UNKNOWN, and what `pythonEnvironment` throws
 */
export async function installStore(options: StoreInstallOptions): Promise<InstalledStore> {
  const env = variablesForInstaller(options.env);
  const source = await resolveRef(options.ref, options.repository, env);
  const core = options.withCore && (await resolveRef(options.withCore, options.coreRepository, env));
  const { interpreter } = await pythonEnvironment(
    {
      distributions: [{ name: 'market-data-store', source }, ...busDistributions],
      overrides: core ? [{ name: 'market-data-core', source: core, extras: ['bus'] }] : [],
    },
    options,
  );
  return { interpreter, source };
}
