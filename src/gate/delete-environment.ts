import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { type EnvironmentChoice, environmentPath, findChosenEnvironment } from './chosen-environment.ts';
import { type DescribedEnvironment, describeEnvironment } from './environment-attributes.ts';
import { listEnvironments } from './environments.ts';
import { listPlacements } from './placements.ts';

/** A deleted environment, with the numbers of versions that were deployed and released there. */
export interface DeletedEnvironment extends DescribedEnvironment {
  readonly deployed: number;
  readonly released: number;
}

/**
 * Deletes an environment, with the deployments and releases that the broker has recorded there.
 * @throws ContractError UNKNOWN_ENVIRONMENT; ENVIRONMENT_IN_USE without `force`; PUBLISH_NOT_CONFIRMED, or an error of the broker
 */
export async function deleteEnvironment(
  access: BrokerAccess,
  choice: EnvironmentChoice,
  { force }: { readonly force: boolean },
): Promise<DeletedEnvironment> {
  const environment = await findChosenEnvironment(access, choice);
  const { uuid, name } = environment;
  const { length: deployed } = await listPlacements(access, environment, 'deployed');
  const { length: released } = await listPlacements(access, environment, 'released');
  if (!force && deployed + released > 0)
    throw new ContractError('ENVIRONMENT_IN_USE', `${name} has ${placementCounts({ deployed, released })}`);
  const client = new BrokerClient(access);
  await client.delete(environmentPath(uuid));
  const isListed = (await listEnvironments(access)).some((one) => one.uuid === uuid || one.name === name);
  if (isListed || (await client.findCurrent(environmentPath(uuid))))
    throw new ContractError('PUBLISH_NOT_CONFIRMED', `the deletion of the environment ${name}`);
  return { ...describeEnvironment(access, environment), deployed, released };
}

/** `2 deployed versions and 1 released version` */
export function placementCounts({ deployed, released }: Pick<DeletedEnvironment, 'deployed' | 'released'>): string {
  const count = (number: number, kind: string) => `${number} ${kind} ${number === 1 ? 'version' : 'versions'}`;
  return `${count(deployed, 'deployed')} and ${count(released, 'released')}`;
}
