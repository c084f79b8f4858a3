import { ContractError } from '../config/errors.ts';

/** Ends the derivation: what stands at this path cannot be said in a pact without saying something else. */
export function refuse(path: string, what: string): never {
  throw new ContractError('NOT_EXPRESSIBLE', `${what} at ${path}`);
}
