import { type Pairing, pairsToLookUp, pairVersions, type VersionsInForce } from '../../matrix/pairing.ts';
import type { FoundVersion } from '../../matrix/selector.ts';
import type { Db } from '../store/database.ts';
import { listChangedPactVersions } from '../store/pact-results.ts';
import { listPactsOfVersions } from '../store/pacts.ts';
import { listCurrentlyDeployed, listCurrentlySupported } from '../store/placements.ts';
import { listResultsOf } from '../store/results.ts';
import { findSelectedVersions } from '../store/selected-versions.ts';

/** The pairings of versions that are in force together. */
export async function findPairings(db: Db, versions: VersionsInForce): Promise<Pairing[]> {
  const ids = [...versions.values()].flat().map(({ id }) => id);
  const pacts = await listPactsOfVersions(db, ids);
  const results = await listResultsOf(db, pairsToLookUp(pacts, versions));
  const verified = new Set(results.map(({ pactVersionId }) => pactVersionId));
  const others = new Set(pacts.map(({ pactVersionId }) => pactVersionId).filter((id) => !verified.has(id)));
  return pairVersions(pacts, versions, results, await listChangedPactVersions(db, [...others]));
}

/** The versions currently deployed to an environment, or released there and supported. */
export async function findVersionsInEnvironment(db: Db, environmentId: number): Promise<VersionsInForce> {
  const placements = [
    ...(await listCurrentlyDeployed(db, environmentId, {})),
    ...(await listCurrentlySupported(db, environmentId, {})),
  ];
  const versionsById = new Map<number, FoundVersion[]>();
  for (const { pacticipantId, versionId, versionNumber } of placements) {
    const versions = versionsById.get(pacticipantId) ?? [];
    if (!versions.some(({ id }) => id === versionId)) versions.push({ id: versionId, number: versionNumber });
    versionsById.set(pacticipantId, versions);
  }
  return versionsById;
}

/** The latest version of each pacticipant's main branch or, without one, its latest version. */
export async function findMainBranchVersions(db: Db, pacticipantIds: readonly number[]): Promise<VersionsInForce> {
  const heads = await findSelectedVersions(db, { mainBranch: true, latest: true }, pacticipantIds);
  const others = pacticipantIds.filter((id) => !heads.has(id));
  return new Map([...heads, ...(await findSelectedVersions(db, { latest: true }, others))]);
}
