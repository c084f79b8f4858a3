import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { runOfficialCli } from './official-cli.ts';

/** An environment of the broker. */
export type Environment = Hal & { readonly name: string };

/** How to create an environment that does not exist yet. */
export interface NewEnvironment {
  /** An environment named `production` always counts as production. */
  readonly production: boolean;
}

/**
 * Finds the environment of that name. It is created with the official client if it does not exist and `create` is given.
 * @throws ContractError UNKNOWN_ENVIRONMENT listing the known ones; PUBLISH_NOT_CONFIRMED if the broker does not list the created one
 */
export async function findOrCreateEnvironment(
  access: BrokerAccess,
  name: string,
  create?: NewEnvironment,
): Promise<Environment> {
  const known = await listEnvironments(access);
  const found = known.find((environment) => environment.name === name);
  if (found) return found;
  if (!create)
    throw new ContractError('UNKNOWN_ENVIRONMENT', `${name} (known: ${known.map((e) => e.name).join(', ') || 'none'})`);
  const production = create.production || name === 'production';
  await runOfficialCli(access, ['create-environment', `--name=${name}`, ...(production ? ['--production'] : [])]);
  const created = (await listEnvironments(access)).find((environment) => environment.name === name);
  if (!created) throw new ContractError('PUBLISH_NOT_CONFIRMED', `the environment ${name}`);
  return created;
}

async function listEnvironments(access: BrokerAccess): Promise<Environment[]> {
  const { _embedded } = await new BrokerClient(access).getCurrent('/environments');
  const list: unknown = _embedded?.environments;
  if (!Array.isArray(list) || !list.every((one) => typeof one?.name === 'string'))
    throw new ContractError('BROKER_NOT_HAL', `${withoutCredentials(access.url)}/environments`);
  return list;
}
