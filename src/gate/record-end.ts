import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { ContractError } from '../config/errors.ts';
import { findOrCreateEnvironment } from './environments.ts';
import { assertPacticipantExists, listPlacements, type Placement } from './record.ts';

/** The end of a deployment. No version is given: it applies to every version of the pacticipant that is currently deployed. */
export interface Undeployment {
  readonly pacticipant: string;
  readonly environment: string;
  /** Default: the deployment without an instance. */
  readonly applicationInstance?: string | undefined;
}

/**
 * Records that a pacticipant is no longer deployed to an environment.
 * @returns the versions that were deployed
 * @throws ContractError NOT_FOUND (pacticipant, or nothing of it is deployed there), UNKNOWN_ENVIRONMENT, PUBLISH_NOT_CONFIRMED, or an
 *   error of the broker
 */
export async function recordUndeployment(access: BrokerAccess, undeployment: Undeployment): Promise<string[]> {
  const { pacticipant, environment: name, applicationInstance: instance } = undeployment;
  await assertPacticipantExists(new BrokerClient(access), pacticipant);
  const environment = await findOrCreateEnvironment(access, name);
  const deployed = await listPlacements(access, environment, 'deployed', { pacticipant });
  const ending = deployed.filter((entry) => (entry.applicationInstance ?? undefined) === instance);
  const subject = instance === undefined ? pacticipant : `the instance ${instance} of ${pacticipant}`;
  if (ending.length === 0) throw new ContractError('NOT_FOUND', `a deployment of ${subject} to ${name}`);
  if (!(await endPlacements(access, ending, 'currentlyDeployed')))
    throw new ContractError('PUBLISH_NOT_CONFIRMED', `the undeployment of ${subject} from ${name}`);
  return ending.map((entry) => String(entry._embedded?.version?.number));
}

/**
 * Records that a released version is no longer supported in an environment.
 * @throws ContractError NOT_FOUND (pacticipant, or the version is not released there), UNKNOWN_ENVIRONMENT, PUBLISH_NOT_CONFIRMED, or an
 *   error of the broker
 */
export async function recordSupportEnded(
  access: BrokerAccess,
  placement: Omit<Placement, 'createEnvironment'>,
): Promise<void> {
  const { pacticipant, version, environment: name } = placement;
  await assertPacticipantExists(new BrokerClient(access), pacticipant);
  const environment = await findOrCreateEnvironment(access, name);
  const released = await listPlacements(access, environment, 'released', placement);
  if (released.length === 0) throw new ContractError('NOT_FOUND', `a release of ${pacticipant} ${version} to ${name}`);
  if (!(await endPlacements(access, released, 'currentlySupported')))
    throw new ContractError('PUBLISH_NOT_CONFIRMED', `the end of support of ${pacticipant} ${version} in ${name}`);
}

/**
 * Ends placements with a merge patch, as the official client does, then reads each again. Returns whether the broker reports `false` for
 * `isCurrent` in all of them. The list of current placements is not used for this check: a placement can be missing from it for another reason.
 */
async function endPlacements(
  access: BrokerAccess,
  placements: readonly Hal[],
  isCurrent: 'currentlyDeployed' | 'currentlySupported',
): Promise<boolean> {
  const client = new BrokerClient(access);
  for (const { uuid, _links } of placements) {
    const link = [_links?.self ?? []].flat()[0];
    if (!link) return false;
    await client.patch(link.href, { [isCurrent]: false });
    const placement = await client.getCurrent(link.href);
    if (placement.uuid !== uuid || placement[isCurrent] !== false) return false;
  }
  return true;
}
