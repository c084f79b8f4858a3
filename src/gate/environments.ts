import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { didYouMean } from '../text/nearest.ts';

/** An environment of the broker. */
export type Environment = Hal & { readonly uuid: string; readonly name: string };

/** @throws ContractError UNKNOWN_ENVIRONMENT with the known ones, or what `listEnvironments` throws */
export async function findEnvironment(access: BrokerAccess, name: string): Promise<Environment> {
  const known = await listEnvironments(access);
  const found = known.find((environment) => environment.name === name);
  if (!found) throw unknownEnvironmentError(name, known);
  return found;
}

/**
 * Every environment of the broker, in its order.
 * @throws ContractError BROKER_CONTRADICTION if two have the same name or UUID, or an error of the broker
 */
export async function listEnvironments(access: BrokerAccess): Promise<Environment[]> {
  const { _embedded } = await new BrokerClient(access).getCurrent('/environments');
  const list: unknown = _embedded?.environments;
  const url = `${withoutCredentials(access.url)}/environments`;
  if (!Array.isArray(list) || !list.every(isEnvironment)) throw new ContractError('BROKER_NOT_HAL', url);
  for (const member of ['name', 'uuid'] as const)
    if (new Set(list.map((one) => one[member])).size < list.length)
      throw new ContractError('BROKER_CONTRADICTION', `two environments at ${url} have the same ${member}`);
  return list;
}

/** The UUID is used in paths. */
function isEnvironment(one: Hal | null): one is Environment {
  return typeof one?.name === 'string' && typeof one.uuid === 'string' && /^[\w-]+$/.test(one.uuid);
}

export function unknownEnvironmentError(name: string, known: readonly Environment[]): ContractError {
  const names = known.map((one) => one.name);
  const suggestion = didYouMean(name, names);
  const list = `known: ${names.join(', ') || 'none'}`;
  return new ContractError('UNKNOWN_ENVIRONMENT', `${name} (${suggestion ? `${suggestion} ` : ''}${list})`);
}
