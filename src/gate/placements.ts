import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import type { Environment } from './environments.ts';

/** For each kind: the list of an environment, and the member that marks an entry as current. */
const kinds = {
  deployed: { relation: 'pb:currently-deployed-deployed-versions', isCurrent: 'currentlyDeployed' },
  released: { relation: 'pb:currently-supported-released-versions', isCurrent: 'currentlySupported' },
} as const;

/** Which placements are listed; without a name or version, those of every pacticipant or version. */
interface PlacementFilter {
  readonly pacticipant?: string;
  readonly version?: string;
}

/**
 * The current placements in an environment.
 * @throws ContractError BROKER_NOT_HAL if the link is not of this environment or an entry has no pacticipant or version, or an error of the broker
 */
export async function listPlacements(
  access: BrokerAccess,
  environment: Environment,
  kind: 'deployed' | 'released',
  { pacticipant, version }: PlacementFilter = {},
): Promise<Hal[]> {
  const { relation, isCurrent } = kinds[kind];
  const link = [environment._links?.[relation] ?? []].flat()[0];
  if (!link?.href.includes(`/${environment.uuid}/`))
    throw new ContractError('BROKER_NOT_HAL', `${withoutCredentials(access.url)}/environments`);
  const query = pacticipant === undefined ? '' : `?pacticipant=${encodeURIComponent(pacticipant)}`;
  const { _embedded } = await new BrokerClient(access).getCurrent(`${link.href}${query}`);
  const list: unknown = _embedded?.[`${kind}Versions`];
  if (!Array.isArray(list) || !list.every((entry) => isPlacement(entry, isCurrent)))
    throw new ContractError('BROKER_NOT_HAL', withoutCredentials(link.href));
  return list.filter(
    (entry) =>
      entry[isCurrent] &&
      (pacticipant === undefined || entry._embedded.pacticipant.name === pacticipant) &&
      (version === undefined || entry._embedded.version.number === version),
  );
}

/** Whether an entry names its pacticipant and version, and contains whether it is current. */
function isPlacement(entry: Hal | null, isCurrent: string): boolean {
  const { pacticipant, version } = entry?._embedded ?? {};
  return (
    typeof entry?.[isCurrent] === 'boolean' &&
    typeof pacticipant?.name === 'string' &&
    typeof version?.number === 'string'
  );
}
