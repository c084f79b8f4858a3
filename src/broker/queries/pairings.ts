import {
  type Pairing,
  pairsToLookUp,
  pairVersions,
  resultsByPair,
  type VersionsInForce,
} from '../../matrix/pairing.ts';
import type { FoundVersion } from '../../matrix/selector.ts';
import { groupBy } from '../../text/group-by.ts';
import type { Db } from '../store/database.ts';
import { findChangedPactVersions } from '../store/pact-results.ts';
import { listPactsOfVersions, type Pact } from '../store/pacts.ts';
import {
  listCurrentlyDeployed,
  listCurrentlySupported,
  listCurrentPlacements,
  type Placement,
} from '../store/placements.ts';
import { listResultsOf } from '../store/results.ts';
import { findSelectedVersions } from '../store/selected-versions.ts';

/** The pairings of versions that are in force together. */
export async function findPairings(db: Db, versions: VersionsInForce): Promise<Pairing[]> {
  return (await findPairingsOfScopes(db, [versions]))[0] ?? [];
}

/** The pairings within each scope, in the order of the scopes. The number of queries does not depend on the number of scopes. */
export async function findPairingsOfScopes(db: Db, scopes: readonly VersionsInForce[]): Promise<Pairing[][]> {
  const versionIds = scopes.map((versions) => [...versions.values()].flat().map(({ id }) => id));
  const pacts = await listPactsOfVersions(db, [...new Set(versionIds.flat())]);
  const pactsOfScopes = pactsByScope(pacts, versionIds);
  const pairs = scopes.flatMap((versions, scope) => pairsToLookUp(pactsOfScopes[scope] ?? [], versions));
  const results = await listResultsOf(db, [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()]);
  const verified = new Set(results.map(({ pactVersionId }) => pactVersionId));
  const others = new Set(pacts.map(({ pactVersionId }) => pactVersionId).filter((id) => !verified.has(id)));
  const found = { results: resultsByPair(results), changed: await findChangedPactVersions(db, [...others]) };
  return scopes.map((versions, scope) => pairVersions(pactsOfScopes[scope] ?? [], versions, found));
}

/** The pacts of the versions in each scope; those of a scope keep their order. */
function pactsByScope(pacts: readonly Pact[], versionIds: readonly (readonly number[])[]): Pact[][] {
  const inScopes = versionIds.flatMap((ids, scope) => ids.map((id) => ({ id, scope })));
  const scopesOf = groupBy(inScopes, ({ id }) => id);
  const found = versionIds.map((): Pact[] => []);
  for (const pact of pacts)
    for (const { scope } of scopesOf.get(pact.consumerVersionId) ?? []) found[scope]?.push(pact);
  return found;
}

/** The versions currently deployed to an environment, or released there and supported. */
export async function findVersionsInEnvironment(db: Db, environmentId: number): Promise<VersionsInForce> {
  return versionsInForce([
    ...(await listCurrentlyDeployed(db, environmentId, {})),
    ...(await listCurrentlySupported(db, environmentId, {})),
  ]);
}

/** The versions in each of these environments, in the order of the environments. */
export async function findVersionsInEnvironments(
  db: Db,
  environments: readonly { readonly id: number }[],
): Promise<VersionsInForce[]> {
  const placements = groupBy(await listCurrentPlacements(db), ({ environmentId }) => environmentId);
  return environments.map(({ id }) => versionsInForce(placements.get(id) ?? []));
}

function versionsInForce(placements: readonly Placement[]): VersionsInForce {
  const versionsById = new Map<number, FoundVersion[]>();
  for (const { pacticipantId, versionId, versionNumber } of placements) {
    const versions = versionsById.get(pacticipantId) ?? [];
    if (!versions.some(({ id }) => id === versionId)) versions.push({ id: versionId, number: versionNumber });
    versionsById.set(pacticipantId, versions);
  }
  return versionsById;
}

export interface MainVersions {
  readonly versions: VersionsInForce;
  /** Whether each of them is from a main branch. */
  readonly areOnMainBranches: boolean;
}

/** The latest version of each pacticipant's main branch or, without one, its latest version. */
export async function findMainVersions(db: Db, pacticipantIds: readonly number[]): Promise<MainVersions> {
  const heads = await findSelectedVersions(db, { mainBranch: true, latest: true }, pacticipantIds);
  const others = pacticipantIds.filter((id) => !heads.has(id));
  const versions = new Map([...heads, ...(await findSelectedVersions(db, { latest: true }, others))]);
  return { versions, areOnMainBranches: others.length === 0 };
}
