import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { type Pact, type PactWithContent, selectPact, selectPacts } from './pacts.ts';

/** Conditions on pacts; those not given do not apply. */
export interface PactFilter {
  readonly providerId?: number;
  readonly consumerId?: number;
  /** Of consumer versions with this tag. */
  readonly tag?: string | undefined;
  /** Of consumer versions without any tag. */
  readonly untagged?: boolean;
  /** Of consumer versions on this branch. */
  readonly branch?: string | undefined;
  /** Of consumer versions on their consumer's main branch. */
  readonly mainBranch?: boolean;
  /** With a result. */
  readonly verified?: boolean;
  /**
   * One pact for each integration: with `latest` the newest one, with `head` the one of the head of the branch, if the head has one.
   */
  readonly only?: 'latest' | 'head';
}

/** The pacts that match, sorted by consumer, provider and age; case is ignored. */
export function listPacts(db: Db, filter: PactFilter): Promise<Pact[]> {
  return selectPacts(db, sql`where ${matchesFilter(filter)} order by lower(c.name), lower(p.name), v.id`);
}

/** The newest pact that matches, with its content. */
export function findNewestPact(db: Db, filter: PactFilter): Promise<PactWithContent | undefined> {
  return selectPact(db, sql`where ${matchesFilter(filter)} order by v.id desc`);
}

/** Deletes the pacts that match but not their contents and results. */
export async function deletePacts(db: Db, filter: PactFilter): Promise<void> {
  await sql`delete from pact_publications where id in (
    select pp.id from pact_publications pp join pacticipants c on c.id = pp.consumer_id where ${matchesFilter(filter)})`.execute(
    db,
  );
}

function matchesFilter(filter: PactFilter): RawBuilder<boolean> {
  if (filter.only !== 'latest') return filterConditions(filter, 'pp', 'c');
  return sql`(pp.provider_id, pp.consumer_version_id) in (
    select o.provider_id, max(o.consumer_version_id)
    from pact_publications o join pacticipants oc on oc.id = o.consumer_id
    where ${filterConditions(filter, 'o', 'oc')} group by o.provider_id, o.consumer_id)`;
}

/** Conditions on a publication and its consumer, by their names in the query. */
function filterConditions(filter: PactFilter, publication: string, consumer: string): RawBuilder<boolean> {
  const version = sql.ref(`${publication}.consumer_version_id`);
  const { providerId, consumerId, tag, untagged, branch, mainBranch, verified, only } = filter;
  const all: RawBuilder<boolean>[] = [sql`1 = 1`];
  if (providerId !== undefined) all.push(sql`${sql.ref(`${publication}.provider_id`)} = ${providerId}`);
  if (consumerId !== undefined) all.push(sql`${sql.ref(`${publication}.consumer_id`)} = ${consumerId}`);
  if (tag !== undefined)
    all.push(sql`exists (select 1 from tags t where t.version_id = ${version} and t.name = ${tag})`);
  if (untagged) all.push(sql`not exists (select 1 from tags t where t.version_id = ${version})`);
  if (verified)
    all.push(
      sql`exists (select 1 from latest_verifications l where l.pact_version_id = ${sql.ref(`${publication}.pact_version_id`)})`,
    );
  const name = mainBranch ? sql.ref(`${consumer}.main_branch`) : sql`${branch}`;
  if (mainBranch || branch !== undefined) all.push(onBranch(version, name, only === 'head'));
  return sql.join(all, sql` and `);
}

function onBranch(version: RawBuilder<unknown>, name: RawBuilder<unknown>, head: boolean): RawBuilder<boolean> {
  const table = sql.table(head ? 'branch_heads' : 'branch_versions');
  return sql`exists (
    select 1 from ${table} bv join branches b on b.id = bv.branch_id where bv.version_id = ${version} and b.name = ${name})`;
}
