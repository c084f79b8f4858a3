import type { Config } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';

const filters = ['PACT_DESCRIPTION', 'PACT_PROVIDER_STATE', 'PACT_PROVIDER_NO_STATE'] as const;

/**
 * The official verifier reads these filters from the environment, verifies only what they select, and publishes the result for the whole pact.
 * @throws ContractError FILTERS_SET naming the variables that are set
 */
export function refuseFilters(config: Pick<Config, (typeof filters)[number]>): void {
  const set = filters.filter((name) => config[name] !== undefined);
  if (set.length > 0) throw new ContractError('FILTERS_SET', set.join(', '));
}
