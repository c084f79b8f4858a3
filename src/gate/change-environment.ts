/** Creates and changes environments. Each change is confirmed by what the broker reports afterwards: the environment's own resource and the list. */
import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { type EnvironmentChoice, environmentPath, findChosenEnvironment } from './chosen-environment.ts';
import {
  attributesOf,
  type DescribedEnvironment,
  describeEnvironment,
  type EnvironmentAttributes,
  hasAttributes,
} from './environment-attributes.ts';
import { type Environment, findEnvironment, listEnvironments } from './environments.ts';

/** How to create an environment that does not exist yet. */
export interface NewEnvironment {
  /** An environment named `production` always counts as production. */
  readonly production: boolean;
}

/**
 * Finds the environment of that name. It is created if it does not exist and `create` is given.
 * @throws ContractError UNKNOWN_ENVIRONMENT, or what `createEnvironment` throws
 */
export async function findOrCreateEnvironment(
  access: BrokerAccess,
  name: string,
  create?: NewEnvironment,
): Promise<Environment> {
  const isKnown = !create || (await listEnvironments(access)).some((one) => one.name === name);
  if (!isKnown) await createEnvironment(access, { name, production: create.production });
  return findEnvironment(access, name);
}

/** @throws ContractError ENVIRONMENT_EXISTS, PUBLISH_NOT_CONFIRMED, BROKER_REFUSED for an invalid name, or an error of the broker */
export async function createEnvironment(
  access: BrokerAccess,
  wanted: EnvironmentAttributes,
): Promise<DescribedEnvironment> {
  const { name } = wanted;
  const attributes = { ...wanted, production: wanted.production || name === 'production' };
  if ((await listEnvironments(access)).some((one) => one.name === name))
    throw new ContractError('ENVIRONMENT_EXISTS', name);
  const { uuid } = await new BrokerClient(access).post('/environments', attributes);
  const created = (await listEnvironments(access)).find((one) => one.name === name);
  if (!created || created.uuid !== uuid) throw notConfirmedError('creation', name);
  return confirmAttributes(access, created, attributes, 'creation');
}

/**
 * Sets the given attributes; the others stay as they are.
 * @throws ContractError UNKNOWN_ENVIRONMENT, PUBLISH_NOT_CONFIRMED, BROKER_REFUSED for an invalid name, or an error of the broker
 */
export async function updateEnvironment(
  access: BrokerAccess,
  choice: EnvironmentChoice,
  changes: Partial<EnvironmentAttributes>,
): Promise<DescribedEnvironment> {
  const before = await findChosenEnvironment(access, choice);
  const { uuid } = before;
  const attributes = { ...attributesOf(access, before), ...changes };
  const response = await new BrokerClient(access).put(environmentPath(uuid), attributes);
  const updated = (await listEnvironments(access)).find((one) => one.uuid === uuid);
  if (!updated || response.uuid !== uuid) throw notConfirmedError('update', before.name);
  return confirmAttributes(access, updated, attributes, 'update');
}

async function confirmAttributes(
  access: BrokerAccess,
  listed: Environment,
  attributes: EnvironmentAttributes,
  what: string,
): Promise<DescribedEnvironment> {
  const own = await new BrokerClient(access).findCurrent(environmentPath(listed.uuid));
  const isConfirmed = own?.uuid === listed.uuid && [own, listed].every((one) => hasAttributes(one, attributes));
  if (!isConfirmed) throw notConfirmedError(what, attributes.name);
  return describeEnvironment(access, listed);
}

function notConfirmedError(what: string, name: string): ContractError {
  return new ContractError('PUBLISH_NOT_CONFIRMED', `the ${what} of the environment ${name}`);
}
