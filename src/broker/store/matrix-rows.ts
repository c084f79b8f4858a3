// The matrix in SQL. A row is a pact publication joined with a verification result of the same pact version. The selectors are resolved to
// ids first; the query then starts from the publications of the selected consumer versions (found by index) and looks up the results by pact
// version and provider version, so that its cost depends on the selected versions and not on the history.
import { type RawBuilder, sql } from 'kysely';
import type { Integration } from '../../matrix/resolve.ts';
import type { Row } from '../../matrix/row.ts';
import { isNameOnly, type ResolvedSelector } from '../../matrix/selector.ts';
import type { Db } from './database.ts';
import { padToPowerOfTwo } from './sql-fragments.ts';

/** The ids of the versions and pacticipants that the selectors select. */
interface SelectedIds {
  /** Versions that selectors were resolved to. */
  readonly versions: readonly number[];
  /** Pacticipants that are selected with any version. */
  readonly anyVersion: readonly number[];
  /** All selected pacticipants. */
  readonly pacticipants: readonly number[];
}

function selectedIds(selectors: readonly ResolvedSelector[]): SelectedIds {
  const anyVersion = selectors.filter(({ selector, version }) => version === 'any' && isNameOnly(selector));
  return {
    versions: uniqueIds(selectors.flatMap(({ version }) => (typeof version === 'object' ? [version.id] : []))),
    anyVersion: uniqueIds(anyVersion.flatMap(idOf)),
    pacticipants: uniqueIds(selectors.flatMap(idOf)),
  };
}

function idOf({ pacticipantId }: ResolvedSelector): number[] {
  return pacticipantId === undefined ? [] : [pacticipantId];
}

function uniqueIds(ids: readonly number[]): number[] {
  return [...new Set(ids)];
}

/** `in (1, 2)`; an empty list is not valid SQL, so it becomes an id that no row has. */
function inIds(ids: readonly number[]): RawBuilder<unknown> {
  return sql`in (${sql.join(ids.length > 0 ? padToPowerOfTwo(ids) : [-1])})`;
}

/**
 * The matrix rows of some selectors: the pacts of the selected consumer versions with a selected provider, each with the results of the
 * selected provider versions (only the newest of each provider version, or all of them). At least one of consumer and provider must be
 * specified, not inferred. For a single selector the rows are the pacts that the selected versions published, with all their results, and
 * the results of the selected versions as providers, with all pacts that they belong to.
 */
export async function findRows(db: Db, selectors: readonly ResolvedSelector[], newestResults: boolean): Promise<Row[]> {
  const { rows } = await selectRows(selectors, newestResults).execute(db);
  return rows.map(toRow);
}

/** The query of `findRows`; exported so that tests can check its plan. */
export function selectRows(selectors: readonly ResolvedSelector[], newestResults: boolean): RawBuilder<FlatRow> {
  const results = newestResults ? newest : allResults;
  return sql<FlatRow>`
    select c.id as consumer_id, c.name as consumer_name, cv.id as consumer_version_id, cv.number as consumer_version_number,
      o.id as provider_id, o.name as provider_name, ov.id as provider_version_id, ov.number as provider_version_number,
      pv.sha, p.revision_number, p.created_at as published_at, r.id as result_number, r.success, r.created_at as verified_at
    from (${selectors.length === 1 ? rowsOfOneSelector(selectors, results) : rowsOfSelectors(selectors, results)}) m
    join pact_publications p on p.id = m.publication_id
    join pact_versions pv on pv.id = p.pact_version_id
    join pacticipants c on c.id = p.consumer_id
    join pacticipants o on o.id = p.provider_id
    join versions cv on cv.id = p.consumer_version_id
    left join verifications r on r.id = m.result_id
    left join versions ov on ov.id = r.provider_version_id`;
}

/** The table of results to use, and the column with the id of the result. */
interface ResultSource {
  readonly table: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
}
const newest: ResultSource = { table: sql.table('latest_verifications'), id: sql.ref('l.verification_id') };
const allResults: ResultSource = { table: sql.table('verifications'), id: sql.ref('l.id') };

function rowsOfOneSelector(selectors: readonly ResolvedSelector[], { table, id }: ResultSource): RawBuilder<unknown> {
  const { versions, anyVersion } = selectedIds(selectors);
  return sql`
    select p.id as publication_id, ${id} as result_id from (${publicationsOf(versions, anyVersion)}) p
      left join ${table} l on l.pact_version_id = p.pact_version_id
    union
    select p.id, ${id} from ${table} l join pact_publications p on p.pact_version_id = l.pact_version_id
      where l.provider_version_id ${inIds(versions)}
    union
    select p.id, ${id} from pact_publications p join ${table} l on l.pact_version_id = p.pact_version_id
      where p.provider_id ${inIds(anyVersion)}`;
}

/** Providers with a resolved version and providers with any version are joined separately, so that only the needed results of a pact version are read. */
function rowsOfSelectors(selectors: readonly ResolvedSelector[], { table, id }: ResultSource): RawBuilder<unknown> {
  const { versions, anyVersion, pacticipants } = selectedIds(selectors);
  const specified = inIds(selectors.filter(({ type }) => type === 'specified').flatMap(idOf));
  return sql`
    with chosen as (
      select p.id, p.provider_id, p.pact_version_id from (${publicationsOf(versions, anyVersion)}) p
      where p.provider_id ${inIds(pacticipants)} and (p.consumer_id ${specified} or p.provider_id ${specified})
    )
    select p.id as publication_id, ${id} as result_id from chosen p
      left join ${table} l on l.pact_version_id = p.pact_version_id and l.provider_version_id ${inIds(versions)}
      where p.provider_id not ${inIds(anyVersion)}
    union all
    select p.id, ${id} from chosen p
      left join ${table} l on l.pact_version_id = p.pact_version_id
      where p.provider_id ${inIds(anyVersion)}`;
}

/** The pacts of some consumer versions, and of all versions of some consumers. */
function publicationsOf(versions: readonly number[], consumers: readonly number[]): RawBuilder<unknown> {
  const columns = sql`id, consumer_id, provider_id, pact_version_id`;
  return sql`
    select ${columns} from pact_publications where consumer_version_id ${inIds(versions)}
    union
    select ${columns} from pact_publications where consumer_id ${inIds(consumers)}`;
}

interface FlatRow {
  consumerId: number;
  consumerName: string;
  consumerVersionId: number;
  consumerVersionNumber: string;
  providerId: number;
  providerName: string;
  providerVersionId: number | null;
  providerVersionNumber: string | null;
  sha: string;
  revisionNumber: number;
  publishedAt: string;
  resultNumber: number | null;
  success: number | null;
  verifiedAt: string | null;
}

function toRow(flat: FlatRow): Row {
  const { providerVersionId, providerVersionNumber, resultNumber, verifiedAt } = flat;
  const verified = resultNumber !== null && verifiedAt !== null;
  return {
    consumer: {
      id: flat.consumerId,
      name: flat.consumerName,
      version: { id: flat.consumerVersionId, number: flat.consumerVersionNumber },
    },
    provider: {
      id: flat.providerId,
      name: flat.providerName,
      version:
        providerVersionId && providerVersionNumber !== null
          ? { id: providerVersionId, number: providerVersionNumber }
          : null,
    },
    pact: { sha: flat.sha, revision: flat.revisionNumber, createdAt: flat.publishedAt },
    result: verified ? { number: resultNumber, success: flat.success === 1, verifiedAt } : null,
  };
}

interface FlatIntegration {
  consumerId: number;
  consumerName: string;
  providerId: number;
  providerName: string;
}

/** The providers that the selected consumer versions have pacts with, optionally limited to `providers`. */
export async function findProvidersOf(
  db: Db,
  selectors: readonly ResolvedSelector[],
  providers?: readonly number[],
): Promise<Integration[]> {
  const { versions, anyVersion } = selectedIds(selectors);
  const { rows } = await sql<FlatIntegration>`
    select distinct c.id as consumer_id, c.name as consumer_name, o.id as provider_id, o.name as provider_name
    from (${publicationsOf(versions, anyVersion)}) p
    join pacticipants c on c.id = p.consumer_id
    join pacticipants o on o.id = p.provider_id
    ${providers ? sql`where p.provider_id ${inIds(providers)}` : sql``}`.execute(db);
  return rows.map((row) => toIntegration(row, true));
}

/** The integrations of `findProvidersOf` (required), and all integrations whose provider is a selected pacticipant (not required). */
export async function findIntegrations(db: Db, selectors: readonly ResolvedSelector[]): Promise<Integration[]> {
  const { versions, anyVersion, pacticipants } = selectedIds(selectors);
  const { rows } = await sql<FlatIntegration & { required: number }>`
    select c.id as consumer_id, c.name as consumer_name, o.id as provider_id, o.name as provider_name, i.required
    from (
      select distinct consumer_id, provider_id, 1 as required from (${publicationsOf(versions, anyVersion)}) p
      union all
      select consumer_id, provider_id, 0 from integrations where provider_id ${inIds(pacticipants)}
    ) i
    join pacticipants c on c.id = i.consumer_id
    join pacticipants o on o.id = i.provider_id
    order by i.required desc`.execute(db);
  return rows.map((row) => toIntegration(row, row.required === 1));
}

function toIntegration(flat: FlatIntegration, required: boolean): Integration {
  return {
    consumer: { id: flat.consumerId, name: flat.consumerName },
    provider: { id: flat.providerId, name: flat.providerName },
    required,
  };
}
