import { type Criteria, type FoundVersion, isNameOnly } from '../../matrix/selector.ts';
import type { Db } from '../store/database.ts';
import { listNewestPactsOf, listVerifiers } from '../store/grid.ts';
import type { Pact } from '../store/pacts.ts';
import { listResultsAmong } from '../store/results.ts';
import { findSelectedVersions } from '../store/selected-versions.ts';
import { findVersionDetails, type VersionDetails } from '../store/version-details.ts';

/** Two pacticipants, and which versions of each are wanted. */
export interface GridQuery {
  readonly consumer: { readonly id: number; readonly criteria: Criteria };
  readonly provider: { readonly id: number; readonly criteria: Criteria };
  /** As many of each at most, the newest. */
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
  readonly details: ReadonlyMap<number, VersionDetails>;
  cellOf(pact: Pact, provider: FoundVersion): Cell | undefined;
}

/** What the matrix says of two pacticipants, as a grid: the same results, each looked up by content and provider version. */
export async function findGrid(db: Db, { consumer, provider, limit }: GridQuery): Promise<Grid> {
  const consumerIds = await selected(db, consumer);
  const pair = { consumerId: consumer.id, providerId: provider.id };
  const pacts = await listNewestPactsOf(
    db,
    pair,
    limit,
    consumerIds?.map(({ id }) => id),
  );
  const contents = [...new Set(pacts.map(({ pactVersionId }) => pactVersionId))];
  const chosen = await selected(db, provider);
  const providers = chosen ? [...chosen].reverse().slice(0, limit) : await listVerifiers(db, contents, limit);
  const ids = providers.map(({ id }) => id);
  const results = await listResultsAmong(db, contents, ids);
  const cells = new Map(results.map((one) => [keyOf(one.pactVersionId, one.providerVersionId), one]));
  const versions = [...new Set([...pacts.map(({ consumerVersionId }) => consumerVersionId), ...ids])];
  return {
    ...{ pacts, providers, details: await findVersionDetails(db, versions) },
    cellOf: ({ pactVersionId }, { id }) => {
      const found = cells.get(keyOf(pactVersionId, id));
      return found && { result: found.id, success: found.success === 1 };
    },
  };
}

/** Ids stay far below this. */
const keyOf = (content: number, version: number) => content * 2 ** 26 + version;

/** The versions that some criteria mean, oldest first; none given means that any will do. */
async function selected(db: Db, { id, criteria }: GridQuery['consumer']): Promise<readonly FoundVersion[] | undefined> {
  if (isNameOnly(criteria)) return undefined;
  return (await findSelectedVersions(db, criteria, [id])).get(id) ?? [];
}
