import { variablesForInstaller } from '../python/child-variables.ts';
import type { NamedSource } from '../python/distribution.ts';
import { type EnvironmentOptions, pythonEnvironment } from '../python/environment.ts';
import { resolveRef } from '../python/ref.ts';

export interface InstallOptions extends EnvironmentOptions {
  /** A release number, tag, branch, SHA, folder or wheel. */
  readonly ref: string;
  /** URL or path of core's git repository. */
  readonly repository: string;
}

export interface InstalledCore {
  /** The interpreter of its virtual environment. */
  readonly interpreter: string;
  readonly source: NamedSource;
}

/**
 * Installs core at a ref in a virtual environment, or finds the cached one.
 * @throws ContractError REF_INVALID, REF_UNKNOWN, and what `pythonEnvironment` throws
 */
export async function installCore({ ref, repository, ...options }: InstallOptions): Promise<InstalledCore> {
  const source = await resolveRef(ref, repository, variablesForInstaller(options.env));
  const { interpreter } = await pythonEnvironment({ distributions: [{ name: 'market-data-core', source }] }, options);
  return { interpreter, source };
}
