import { variablesForInstaller } from '../python/child-variables.ts';
import type { Distribution } from '../python/distribution.ts';
import { type EnvironmentOptions, pythonEnvironment } from '../python/environment.ts';
import { type CoreRef, resolveCoreRef } from './core-ref.ts';

export interface InstallOptions extends EnvironmentOptions {
  /** A release number, tag, branch or SHA. */
  readonly ref: string;
  /** URL or path of core's git repository. */
  readonly repository: string;
}

export interface InstalledCore {
  /** The interpreter of its virtual environment. */
  readonly interpreter: string;
  readonly ref: CoreRef;
}

/**
 * Installs core at a ref in a virtual environment, or finds the one that was made for the same ref.
 * @throws ContractError CORE_REF_INVALID, CORE_REF_UNKNOWN, and what `pythonEnvironment` throws
 */
export async function installCore({ ref: text, repository, ...options }: InstallOptions): Promise<InstalledCore> {
  const ref = await resolveCoreRef(text, repository, variablesForInstaller(options.env));
  const { interpreter } = await pythonEnvironment({ distributions: [distributionOf(ref)] }, options);
  return { interpreter, ref };
}

function distributionOf(ref: CoreRef): Distribution {
  return { name: 'market-data-core', source: ref };
}
