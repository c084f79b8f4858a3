import { ContractError } from '../config/errors.ts';

/** Ends the derivation: the rule at this path cannot be expressed in a pact. */
export function refuse(path: string, what: string): never {
  throw new ContractError('NOT_EXPRESSIBLE', `${what} at ${path}`);
}
