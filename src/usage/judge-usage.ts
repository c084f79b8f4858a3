import type { Usage, UseResult } from './use.ts';

/** The virtual environment in which a release of the provider is installed. */
export interface ProviderEnvironment {
  readonly interpreter: string;
  /** The variables of this process; the provider receives those that child-variables.ts allows. */
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
}

/**
 * Answers for each use, in the order of `usage.uses`, whether the installed release of the provider fits it.
 * @throws ContractError USAGE_NOT_JUDGED
 */
export async function judgeUsage(_usage: Usage, _environment: ProviderEnvironment): Promise<UseResult[]> {
  throw new Error('not implemented yet');
}
