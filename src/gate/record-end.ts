import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { ContractError } from '../config/errors.ts';
import { findEnvironment } from './environments.ts';
import { listPlacements } from './placements.ts';
import { assertPacticipantExists, type Placement } from './record.ts';

/** A pacticipant of which all deployed versions are removed from an environment. */
export interface Undeployment {
  readonly pacticipant: string;
  readonly environment: string;
  /** Default: the deployment without an instance. */
  readonly applicationInstance?: string | undefined;
}

/**
 * Records that a pacticipant is no longer deployed to an environment.
 * @returns the versions that were deployed
 * @throws ContractError NOT_FOUND (pacticipant), NOT_DEPLOYED, UNKNOWN_ENVIRONMENT, PUBLISH_NOT_CONFIRMED, or an error of the broker
 */
export async function recordUndeployment(access: BrokerAccess, undeployment: Undeployment): Promise<string[]> {
  const { pacticipant, environment: name, applicationInstance: instance } = undeployment;
  await assertPacticipantExists(new BrokerClient(access), pacticipant);
  const environment = await findEnvironment(access, name);
  const deployed = await listPlacements(access, environment, 'deployed', { pacticipant });
  const placements = deployed.filter((entry) => (entry.applicationInstance ?? undefined) === instance);
  const subject = instance === undefined ? pacticipant : `the instance ${instance} of ${pacticipant}`;
  if (placements.length === 0) throw new ContractError('NOT_DEPLOYED', `a deployment of ${subject} to ${name}`);
  const list = () => listPlacements(access, environment, 'deployed', { pacticipant });
  await endPlacements(access, placements, {
    isCurrent: 'currentlyDeployed',
    list,
    what: `the undeployment of ${subject} from ${name}`,
  });
  return placements.map(versionOf);
}

/**
 * Records that a released version is no longer supported in an environment.
 * @throws ContractError NOT_FOUND (pacticipant), NOT_DEPLOYED, UNKNOWN_ENVIRONMENT, PUBLISH_NOT_CONFIRMED, or an error of the broker
 */
export async function recordSupportEnded(
  access: BrokerAccess,
  placement: Omit<Placement, 'createEnvironment'>,
): Promise<void> {
  const { pacticipant, version, environment: name } = placement;
  await assertPacticipantExists(new BrokerClient(access), pacticipant);
  const environment = await findEnvironment(access, name);
  const released = await listPlacements(access, environment, 'released', placement);
  if (released.length === 0)
    throw new ContractError('NOT_DEPLOYED', `a release of ${pacticipant} ${version} to ${name}`);
  const list = () => listPlacements(access, environment, 'released', placement);
  const what = `the end of support of ${pacticipant} ${version} in ${name}`;
  await endPlacements(access, released, { isCurrent: 'currentlySupported', list, what });
}

interface PlacementEnd {
  readonly isCurrent: 'currentlyDeployed' | 'currentlySupported';
  /** The placements that are current, to confirm that the ended placements are not among them. */
  readonly list: () => Promise<Hal[]>;
  /** What is recorded, for an error. */
  readonly what: string;
}

/** Ends placements, one after the other. @throws ContractError PUBLISH_NOT_CONFIRMED naming those that have ended when a later one fails */
async function endPlacements(access: BrokerAccess, placements: readonly Hal[], end: PlacementEnd): Promise<void> {
  const client = new BrokerClient(access);
  const ended: Hal[] = [];
  try {
    for (const placement of placements) {
      await endPlacement(client, placement, end);
      ended.push(placement);
    }
  } catch (error) {
    if (ended.length === 0 || !(error instanceof ContractError)) throw error;
    const done = `recorded for ${ended.map(versionOf).join(', ')} of ${placements.map(versionOf).join(', ')}`;
    throw new ContractError('PUBLISH_NOT_CONFIRMED', `${end.what} (${done}; ${error.message})`, { cause: error });
  }
  const remaining = await end.list();
  if (remaining.some(({ uuid }) => ended.some((one) => one.uuid === uuid))) throw notConfirmedError(end.what);
}

/**
 * Ends a placement with a merge patch, as the official client does. Reads the placement's own resource before, to confirm that it is the listed
 * placement, and after, to confirm that it is not current: a placement can be missing from the list of current ones for another reason.
 */
async function endPlacement(client: BrokerClient, entry: Hal, { isCurrent, what }: PlacementEnd): Promise<void> {
  const { href } = [entry._links?.self ?? []].flat()[0] ?? {};
  if (href === undefined || typeof entry.uuid !== 'string') throw notConfirmedError(what);
  const readPlacement = async () => {
    const placement = await client.findCurrent(href);
    if (!placement || placement.uuid !== entry.uuid || versionOf(placement) !== versionOf(entry))
      throw notConfirmedError(what);
    return placement;
  };
  await readPlacement();
  await client.patch(href, { [isCurrent]: false });
  if ((await readPlacement())[isCurrent] !== false) throw notConfirmedError(what);
}

function versionOf({ _embedded }: Hal): string {
  return String(_embedded?.version?.number);
}

function notConfirmedError(what: string): ContractError {
  return new ContractError('PUBLISH_NOT_CONFIRMED', what);
}
