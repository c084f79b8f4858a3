import type { Distribution } from '../python/distribution.ts';
import type { EnvironmentOptions } from '../python/environment.ts';
import type { Usage } from './use.ts';

export interface ReadUsageRequest {
  readonly consumer: Distribution;
  /** The name of the provider's distribution, e.g. `market-data-core`. */
  readonly provider: string;
  /** The release of the provider that types are read from; it has to fit the consumer. */
  readonly with: Distribution;
  /** Distributions installed beside the provider at another release than it asks for. */
  readonly overrides?: readonly Distribution[];
}

export interface ReadUsageOptions extends EnvironmentOptions {
  /** The time limit for reading, in ms; what was not read then is listed as unresolved. */
  readonly timeoutMs?: number;
}

/**
 * Reads, without running it, what the consumer's code uses of the provider, and records how each use fits the release `with`.
 * @throws ContractError of the environments (see environment.ts), USAGE_NOT_READ
 */
export async function readUsage(_request: ReadUsageRequest, _options: ReadUsageOptions): Promise<Usage> {
  throw new Error('not implemented yet');
}
