import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { attributesOf, hasAttributes } from './environment-attributes.ts';
import { type Environment, listEnvironments, unknownEnvironmentError } from './environments.ts';

/** An environment by its name or its UUID. */
export type EnvironmentChoice = { readonly name: string } | { readonly uuid: string };

/**
 * The chosen environment of the list. Its own resource must have the same attributes, so that no other one is changed or deleted.
 * @throws ContractError UNKNOWN_ENVIRONMENT, BROKER_CONTRADICTION, or an error of the broker
 */
export async function findChosenEnvironment(access: BrokerAccess, choice: EnvironmentChoice): Promise<Environment> {
  const known = await listEnvironments(access);
  const found = known.find((one) => ('uuid' in choice ? one.uuid === choice.uuid : one.name === choice.name));
  if (!found) throw unknownEnvironmentError('uuid' in choice ? choice.uuid : choice.name, known);
  const own = await new BrokerClient(access).findCurrent(environmentPath(found.uuid));
  if (own?.uuid !== found.uuid || !hasAttributes(own, attributesOf(access, found)))
    throw new ContractError(
      'BROKER_CONTRADICTION',
      `${environmentPath(found.uuid)} is not the environment ${found.name}`,
    );
  return found;
}

/** The path of the environment's own resource. */
export function environmentPath(uuid: string): string {
  return `/environments/${uuid}`;
}
