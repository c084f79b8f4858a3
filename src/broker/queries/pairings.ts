import { type Pairing, pairsToLookUp, pairVersions, type VersionsInForce } from '../../matrix/pairing.ts';
import type { FoundVersion } from '../../matrix/selector.ts';
import type { Db } from '../store/database.ts';
import { listPactsOfVersions } from '../store/pacts.ts';
import { listCurrentlyDeployed, listCurrentlySupported } from '../store/placements.ts';
import { listResultsOf } from '../store/results.ts';
import { findSelectedVersions } from '../store/selected-versions.ts';

/** How the versions in a place get on with each other. */
export async function findPairings(db: Db, place: VersionsInForce): Promise<Pairing[]> {
  const ids = [...place.values()].flat().map(({ id }) => id);
  const pacts = await listPactsOfVersions(db, ids);
  return pairVersions(pacts, place, await listResultsOf(db, pairsToLookUp(pacts, place)));
}

/** What is deployed to an environment now, or released there and supported. */
export async function findVersionsInEnvironment(db: Db, environmentId: number): Promise<VersionsInForce> {
  const there = [
    ...(await listCurrentlyDeployed(db, environmentId, {})),
    ...(await listCurrentlySupported(db, environmentId, {})),
  ];
  const place = new Map<number, FoundVersion[]>();
  for (const { pacticipantId, versionId, versionNumber } of there) {
    const versions = place.get(pacticipantId) ?? [];
    if (!versions.some(({ id }) => id === versionId)) versions.push({ id: versionId, number: versionNumber });
    place.set(pacticipantId, versions);
  }
  return place;
}

/** The newest of each pacticipant's main branch; of one without such a branch, the newest of all. */
export async function findMainBranchVersions(db: Db, pacticipantIds: readonly number[]): Promise<VersionsInForce> {
  const heads = await findSelectedVersions(db, { mainBranch: true, latest: true }, pacticipantIds);
  const others = pacticipantIds.filter((id) => !heads.has(id));
  return new Map([...heads, ...(await findSelectedVersions(db, { latest: true }, others))]);
}
