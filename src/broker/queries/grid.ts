import { type Criteria, type FoundVersion, isNameOnly } from '../../matrix/selector.ts';
import type { Db } from '../store/database.ts';
import { listNewestPactsOf, listVerifiers } from '../store/grid.ts';
import type { Pact } from '../store/pacts.ts';
import { listResultsAmong } from '../store/results.ts';
import { findSelectedVersions } from '../store/selected-versions.ts';
import { findVersionDetails, type VersionDetails } from '../store/version-details.ts';

/** Two pacticipants, and criteria for the versions of each. */
export interface GridQuery {
  readonly consumer: { readonly id: number; readonly criteria: Criteria };
  readonly provider: { readonly id: number; readonly criteria: Criteria };
  /** The most versions of each, the newest first. */
  readonly limit: number;
}

/** A result in the grid. */
export interface Cell {
  readonly result: number;
  readonly success: boolean;
}

/** Consumer versions by provider versions, the newest first. */
export interface Grid {
  readonly pacts: readonly Pact[];
  readonly providers: readonly FoundVersion[];
  /** Whether the consumer or the provider has more versions than the limit. */
  readonly hasOlderVersions: boolean;
  readonly details: ReadonlyMap<number, VersionDetails>;
  cellOf(pact: Pact, provider: FoundVersion): Cell | undefined;
}

/** The matrix of two pacticipants as a grid: the same results, looked up by pact version and provider version. */
export async function findGrid(db: Db, { consumer, provider, limit }: GridQuery): Promise<Grid> {
  const consumerIds = await selectVersions(db, consumer);
  const pair = { consumerId: consumer.id, providerId: provider.id };
  const foundPacts = await listNewestPactsOf(
    db,
    pair,
    limit + 1,
    consumerIds?.map(({ id }) => id),
  );
  const pacts = foundPacts.slice(0, limit);
  const pactVersionIds = [...new Set(pacts.map(({ pactVersionId }) => pactVersionId))];
  const selectedProviders = await selectVersions(db, provider);
  const foundProviders = selectedProviders?.toReversed() ?? (await listVerifiers(db, pactVersionIds, limit + 1));
  const providers = foundProviders.slice(0, limit);
  const ids = providers.map(({ id }) => id);
  const results = await listResultsAmong(db, pactVersionIds, ids);
  const cells = new Map(results.map((one) => [keyOf(one.pactVersionId, one.providerVersionId), one]));
  const versions = [...new Set([...pacts.map(({ consumerVersionId }) => consumerVersionId), ...ids])];
  return {
    pacts,
    providers,
    hasOlderVersions: Math.max(foundPacts.length, foundProviders.length) > limit,
    details: await findVersionDetails(db, versions),
    cellOf: ({ pactVersionId }, { id }) => {
      const found = cells.get(keyOf(pactVersionId, id));
      return found && { result: found.id, success: found.success === 1 };
    },
  };
}

/** One number for two ids, which stay far below 2^26. */
const keyOf = (pactVersionId: number, versionId: number) => pactVersionId * 2 ** 26 + versionId;

/** The versions that match criteria, oldest first; undefined when any version matches. */
async function selectVersions(
  db: Db,
  { id, criteria }: GridQuery['consumer'],
): Promise<readonly FoundVersion[] | undefined> {
  if (isNameOnly(criteria)) return undefined;
  return (await findSelectedVersions(db, criteria, [id])).get(id) ?? [];
}
