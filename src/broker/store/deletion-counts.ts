/**
 * What a deletion removes, counted before it happens. A deletion starts with a set of rows in five tables, for example one version; foreign
 * keys with `on delete cascade` remove the rest. One query counts both: it selects the starting rows, adds the rows that the
 * cascades delete, and counts the rows of each table. A test compares these counts with the rows that a deletion removes.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';

type Ids = RawBuilder<unknown>;

/** The rows that a deletion starts with: a query for ids of each table. */
export interface DeletedRows {
  readonly pacticipants?: Ids;
  readonly versions?: Ids;
  readonly branches?: Ids;
  readonly pactVersions?: Ids;
  readonly webhooks?: Ids;
}

export const countedTables = [
  'pacticipants',
  'versions',
  'branches',
  'tags',
  'pacts',
  'results',
  'deployments',
  'releases',
  'webhooks',
  'deliveries',
] as const;

/** Deleted rows: published pacts, results, deployments and releases (past ones, too), deliveries of webhooks with their logs. */
export type DeletionCounts = Readonly<Record<(typeof countedTables)[number], number>>;

export async function countDeletion(db: Db, rows: DeletedRows): Promise<DeletionCounts> {
  const { rows: found } = await sql<Record<keyof DeletionCounts, number | string>>`${deletedIds(rows)}
    select (select count(*) from p) as pacticipants, (select count(*) from v) as versions, (select count(*) from b) as branches,
      (select count(*) from w) as webhooks,
      (select count(*) from tags where version_id in (select id from v)) as tags,
      (select count(*) from (
        select id from pact_publications where pact_version_id in (select id from pv)
        union select id from pact_publications where consumer_version_id in (select id from v)) pacts) as pacts,
      (select count(*) from (
        select id from verifications where pact_version_id in (select id from pv)
        union select id from verifications where provider_version_id in (select id from v)) results) as results,
      (select count(*) from deployed_versions where version_id in (select id from v)) as deployments,
      (select count(*) from released_versions where version_id in (select id from v)) as releases,
      (select count(*) from (
        select id from triggered_webhooks where consumer_id in (select id from p)
        union select id from triggered_webhooks where provider_id in (select id from p)
        union select id from triggered_webhooks where consumer_version_id in (select id from v)) deliveries) as deliveries`.execute(
    db,
  );
  const [counts] = found;
  const entries = countedTables.map((table) => [table, Number(counts?.[table])]);
  return Object.fromEntries(entries) as DeletionCounts;
}

/** The names of the deleted pacticipants. */
export async function listDeletedPacticipants(db: Db, rows: DeletedRows): Promise<string[]> {
  const { rows: found } = await sql<{ name: string }>`${deletedIds(rows)}
    select name from pacticipants where id in (select id from p) order by name`.execute(db);
  return found.map(({ name }) => name);
}

/** A deleted version that is deployed to an environment, or released there and supported. */
export interface PlacedVersion {
  readonly pacticipant: string;
  readonly version: string;
  readonly environment: string;
}

/** The deleted versions that can-i-deploy considers today, because they are in an environment. */
export async function listPlacedVersions(db: Db, rows: DeletedRows): Promise<PlacedVersion[]> {
  const { rows: found } = await sql<PlacedVersion>`${deletedIds(rows)}
    select a.name as pacticipant, o.number as version, e.name as environment from (
      select version_id, environment_id from deployed_versions where undeployed_at is null and version_id in (select id from v)
      union select version_id, environment_id from released_versions where support_ended_at is null and version_id in (select id from v)
    ) placed join versions o on o.id = placed.version_id join pacticipants a on a.id = o.pacticipant_id
    join environments e on e.id = placed.environment_id order by e.name, a.name, o.id`.execute(db);
  return found;
}

/** The ids of pacticipants, versions, branches, pact versions and webhooks that are deleted, as `p`, `v`, `b`, `pv` and `w`. */
function deletedIds(rows: DeletedRows): Ids {
  const nothing = sql`select id from pacticipants where 1 = 0`;
  const { pacticipants = nothing, versions = nothing, branches = nothing, pactVersions = nothing } = rows;
  const ofPacticipants = (table: string) =>
    sql`select id from ${sql.table(table)} where pacticipant_id in (select id from p)`;
  const between = (table: string) => sql`
    select id from ${sql.table(table)} where consumer_id in (select id from p)
    union select id from ${sql.table(table)} where provider_id in (select id from p)`;
  return sql`with p (id) as (${pacticipants}),
    v (id) as (${versions} union ${ofPacticipants('versions')}),
    b (id) as (${branches} union ${ofPacticipants('branches')}),
    pv (id) as (${pactVersions} union ${between('pact_versions')}),
    w (id) as (${rows.webhooks ?? nothing} union ${between('webhooks')})`;
}

/** Row `id` of a table. */
export function rowWithId(table: string, id: number): Ids {
  return sql`select id from ${sql.table(table)} where id = ${id}`;
}
