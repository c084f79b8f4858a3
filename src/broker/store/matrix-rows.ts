import { type RawBuilder, sql } from 'kysely';
import type { Integration } from '../../matrix/resolve.ts';
import type { Row } from '../../matrix/row.ts';
import { isNameOnly, type ResolvedSelector } from '../../matrix/selector.ts';
import type { Db } from './database.ts';
import { padToPowerOfTwo } from './sql-fragments.ts';

/** Selectors in ids. */
interface Sides {
  /** Versions that were found. */
  readonly versions: readonly number[];
  /** Pacticipants of which any version will do. */
  readonly open: readonly number[];
  /** All pacticipants. */
  readonly anyone: readonly number[];
}

function sidesOf(selectors: readonly ResolvedSelector[]): Sides {
  const open = selectors.filter(({ selector, version }) => version === 'any' && isNameOnly(selector));
  return {
    versions: distinct(selectors.flatMap(({ version }) => (typeof version === 'object' ? [version.id] : []))),
    open: distinct(open.flatMap(idOf)),
    anyone: distinct(selectors.flatMap(idOf)),
  };
}

function idOf({ pacticipantId }: ResolvedSelector): number[] {
  return pacticipantId === undefined ? [] : [pacticipantId];
}

function distinct(ids: readonly number[]): number[] {
  return [...new Set(ids)];
}

/** `in (1, 2)`; with nothing in it, which is no SQL, nobody's id. */
function among(ids: readonly number[]): RawBuilder<unknown> {
  return sql`in (${sql.join(ids.length > 0 ? padToPowerOfTwo(ids) : [-1])})`;
}

/**
 * The matrix rows of some selectors: pacts of the selected consumer versions with a selected provider, each with the results of
 * the selected provider versions for its content (the newest of each provider version, or all of them), where one side was asked for.
 * A lone selector takes in everyone else: its pacts with all their results, and its results with all their pacts.
 */
export async function findRows(db: Db, selectors: readonly ResolvedSelector[], newestResults: boolean): Promise<Row[]> {
  const { rows } = await selectRows(selectors, newestResults).execute(db);
  return rows.map(toRow);
}

/** The query behind it, for its plan to be looked at. */
export function selectRows(selectors: readonly ResolvedSelector[], newestResults: boolean): RawBuilder<FlatRow> {
  const results = newestResults ? newest : every;
  return sql<FlatRow>`
    select c.id as consumer_id, c.name as consumer_name, cv.id as consumer_version_id, cv.number as consumer_version_number,
      o.id as provider_id, o.name as provider_name, ov.id as provider_version_id, ov.number as provider_version_number,
      pv.sha, p.revision_number, p.created_at as published_at, r.id as result_number, r.success, r.created_at as verified_at
    from (${selectors.length === 1 ? ofOne(selectors, results) : ofSeveral(selectors, results)}) m
    join pact_publications p on p.id = m.publication_id
    join pact_versions pv on pv.id = p.pact_version_id
    join pacticipants c on c.id = p.consumer_id
    join pacticipants o on o.id = p.provider_id
    join versions cv on cv.id = p.consumer_version_id
    left join verifications r on r.id = m.result_id
    left join versions ov on ov.id = r.provider_version_id`;
}

/** Where results are looked up, and what their id is called there. */
interface Results {
  readonly table: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
}
const newest: Results = { table: sql.table('latest_verifications'), id: sql.ref('l.verification_id') };
const every: Results = { table: sql.table('verifications'), id: sql.ref('l.id') };

function ofOne(selectors: readonly ResolvedSelector[], { table, id }: Results): RawBuilder<unknown> {
  const { versions, open } = sidesOf(selectors);
  return sql`
    select p.id as publication_id, ${id} as result_id from (${publicationsOf(versions, open)}) p
      left join ${table} l on l.pact_version_id = p.pact_version_id
    union
    select p.id, ${id} from ${table} l join pact_publications p on p.pact_version_id = l.pact_version_id
      where l.provider_version_id ${among(versions)}
    union
    select p.id, ${id} from pact_publications p join ${table} l on l.pact_version_id = p.pact_version_id
      where p.provider_id ${among(open)}`;
}

/** Each kind of provider has a join of its own, so that of a content with many results only those in question are read. */
function ofSeveral(selectors: readonly ResolvedSelector[], { table, id }: Results): RawBuilder<unknown> {
  const { versions, open, anyone } = sidesOf(selectors);
  const specified = among(selectors.filter(({ type }) => type === 'specified').flatMap(idOf));
  return sql`
    with chosen as (
      select p.id, p.provider_id, p.pact_version_id from (${publicationsOf(versions, open)}) p
      where p.provider_id ${among(anyone)} and (p.consumer_id ${specified} or p.provider_id ${specified})
    )
    select p.id as publication_id, ${id} as result_id from chosen p
      left join ${table} l on l.pact_version_id = p.pact_version_id and l.provider_version_id ${among(versions)}
      where p.provider_id not ${among(open)}
    union all
    select p.id, ${id} from chosen p
      left join ${table} l on l.pact_version_id = p.pact_version_id
      where p.provider_id ${among(open)}`;
}

/** The pacts of consumer versions, and of all versions of other consumers. */
function publicationsOf(versions: readonly number[], consumers: readonly number[]): RawBuilder<unknown> {
  const columns = sql`id, consumer_id, provider_id, pact_version_id`;
  return sql`
    select ${columns} from pact_publications where consumer_version_id ${among(versions)}
    union
    select ${columns} from pact_publications where consumer_id ${among(consumers)}`;
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

/** Providers that the selected consumer versions have pacts with; only those of `providers`, when given. */
export async function findProvidersOf(
  db: Db,
  selectors: readonly ResolvedSelector[],
  providers?: readonly number[],
): Promise<Integration[]> {
  const { versions, open } = sidesOf(selectors);
  const { rows } = await sql<FlatIntegration>`
    select distinct c.id as consumer_id, c.name as consumer_name, o.id as provider_id, o.name as provider_name
    from (${publicationsOf(versions, open)}) p
    join pacticipants c on c.id = p.consumer_id
    join pacticipants o on o.id = p.provider_id
    ${providers ? sql`where p.provider_id ${among(providers)}` : sql``}`.execute(db);
  return rows.map((row) => toIntegration(row, true));
}

/** Those, and whoever has ever been a consumer of the selected pacticipants, whatever their version. */
export async function findIntegrations(db: Db, selectors: readonly ResolvedSelector[]): Promise<Integration[]> {
  const { versions, open, anyone } = sidesOf(selectors);
  const { rows } = await sql<FlatIntegration & { required: number }>`
    select c.id as consumer_id, c.name as consumer_name, o.id as provider_id, o.name as provider_name, i.required
    from (
      select distinct consumer_id, provider_id, 1 as required from (${publicationsOf(versions, open)}) p
      union all
      select consumer_id, provider_id, 0 from integrations where provider_id ${among(anyone)}
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
