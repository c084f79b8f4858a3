import { mostSevere, type Pairing } from '../../../matrix/pairing.ts';
import type { FoundVersion } from '../../../matrix/selector.ts';
import { groupBy } from '../../../text/group-by.ts';
import type { Overview } from '../../queries/overview.ts';
import { type CurrentEnvironment, findCurrentEnvironments } from '../../store/current-environments.ts';
import type { Db } from '../../store/database.ts';
import type { DescribedPacticipant } from '../../store/pacticipants.ts';
import { findSelectedVersions } from '../../store/selected-versions.ts';
import { findVersionDetails, type VersionDetails } from '../../store/version-details.ts';

/** A pacticipant in the list. */
export interface PacticipantRow extends DescribedPacticipant {
  readonly latest: FoundVersion | undefined;
  /** Branches and tags of the latest version. */
  readonly details: VersionDetails | undefined;
  /** The most severe pairing that it is part of, on the main branches or in an environment. */
  readonly mostSeverePairing: Pairing | undefined;
  readonly environments: readonly CurrentEnvironment[];
}

/** Adds the latest version, the state and the environments to each pacticipant, with three queries in all. */
export async function describeRows(
  db: Db,
  described: readonly DescribedPacticipant[],
  { scopes }: Overview,
): Promise<PacticipantRow[]> {
  const ids = described.map(({ pacticipant }) => pacticipant.id);
  const latest = await findSelectedVersions(db, { latest: true }, ids);
  const details = await findVersionDetails(
    db,
    [...latest.values()].flat().map(({ id }) => id),
  );
  const environments = await findCurrentEnvironments(db, ids);
  const pairings = pairingsByName(scopes.flatMap((scope) => scope.pairings));
  return described.map((one) => {
    const { id, name } = one.pacticipant;
    const version = latest.get(id)?.[0];
    return {
      ...one,
      latest: version,
      details: version && details.get(version.id),
      mostSeverePairing: mostSevere(pairings.get(name) ?? []),
      environments: environments.get(id) ?? [],
    };
  });
}

/** The pairings that each pacticipant is part of, by its name. */
function pairingsByName(pairings: readonly Pairing[]): Map<string, readonly Pairing[]> {
  const named = pairings.flatMap((pairing) =>
    [...new Set([pairing.consumer, pairing.provider])].map((name) => ({ name, pairing })),
  );
  const groups = [...groupBy(named, ({ name }) => name)];
  return new Map(groups.map(([name, group]) => [name, group.map(({ pairing }) => pairing)]));
}
