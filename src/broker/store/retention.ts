import { PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { KeepBranchSelector, KeepSelector } from '../../matrix/keep-selector.ts';
import { resetBranchHeads } from './branches.ts';
import type { Db } from './database.ts';
import { retainedVersionIds, staleBranchIds } from './retained-versions.ts';

/** A version that no selector retains. */
export interface UnretainedVersion {
  readonly id: number;
  readonly pacticipant: string;
  readonly number: string;
  readonly createdAt: string;
}

/** The oldest versions that no selector retains. */
export async function listUnretainedVersions(
  db: Db,
  keep: readonly KeepSelector[],
  limit: number,
  now: Date,
): Promise<UnretainedVersion[]> {
  const { rows } = await sql<UnretainedVersion>`
    select v.id, p.name as pacticipant, v.number, v.created_at from versions v join pacticipants p on p.id = v.pacticipant_id
    where v.id not in (${retainedVersionIds(keep, now)}) order by v.id limit ${limit}`.execute(db);
  return rows;
}

/**
 * Deletes those of some versions that are still not retained. On PostgreSQL they are locked first, so that deployments recorded since they
 * were listed are seen and none can be recorded meanwhile.
 */
export async function deleteUnretainedVersions(
  db: Db,
  ids: readonly number[],
  keep: readonly KeepSelector[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  if (isPostgres(db))
    await sql`select id from versions where id in (${sql.join(ids)}) order by id for update`.execute(db);
  const headed = await db.selectFrom('branchHeads').select('branchId').where('versionId', 'in', ids).execute();
  await sql`delete from versions where id in (${sql.join(ids)}) and id not in (${retainedVersionIds(keep, now)})`.execute(
    db,
  );
  const branchIds = headed.map(({ branchId }) => branchId);
  const remaining =
    branchIds.length === 0
      ? []
      : await db.selectFrom('branchHeads').select('branchId').where('branchId', 'in', branchIds).execute();
  const heads = new Set(remaining.map(({ branchId }) => branchId));
  await resetBranchHeads(
    db,
    branchIds.filter((id) => !heads.has(id)),
  );
}

/** Deletes branches that no selector retains, but not their versions. */
export function deleteStaleBranches(
  db: Db,
  keepBranches: readonly KeepBranchSelector[],
  keep: readonly KeepSelector[],
  limit: number,
  now: Date,
): Promise<void> {
  return deleteRows(db, 'branches', staleBranchIds(keepBranches, keep, limit, now));
}

/** A branch that no selector retains. */
export interface StaleBranch {
  readonly pacticipant: string;
  readonly name: string;
}

export async function listStaleBranches(
  db: Db,
  keepBranches: readonly KeepBranchSelector[],
  keep: readonly KeepSelector[],
  limit: number,
  now: Date,
): Promise<StaleBranch[]> {
  const { rows } = await sql<StaleBranch>`
    select p.name as pacticipant, b.name from branches b join pacticipants p on p.id = b.pacticipant_id
    where b.id in (select id from (${staleBranchIds(keepBranches, keep, limit, now)}) stale) order by b.id`.execute(db);
  return rows;
}

/**
 * Results from before a day that a newer result of the same pact version and provider version has superseded. The first and the last success
 * are retained, because they decide whether a pact is pending or work in progress.
 */
const superseded = (before: string, limit: number) => sql`
  select r.id from verifications r
  where r.created_at < ${before} and not exists (select 1 from latest_verifications l where l.verification_id = r.id)
    and (r.success = 0 or (${anotherSuccess(sql`<`)} and ${anotherSuccess(sql`>`)}))
  order by r.id limit ${limit}`;

const anotherSuccess = (comparison: RawBuilder<unknown>) => sql`exists (
  select 1 from verifications o where o.pact_version_id = r.pact_version_id and o.provider_version_id = r.provider_version_id
    and o.success = 1 and o.wip <= r.wip and o.id ${comparison} r.id)`;

export function deleteSupersededResults(db: Db, before: string, limit: number): Promise<void> {
  return deleteRows(db, 'verifications', superseded(before, limit));
}

export function countSupersededResults(db: Db, before: string, limit: number): Promise<number> {
  return countSelectedRows(db, superseded(before, limit));
}

/** Finished webhook deliveries from before a day, except the last one of each webhook and event of two pacticipants. */
const oldTriggers = (before: string, limit: number) => sql`
  select t.id from triggered_webhooks t
  where t.created_at < ${before} and t.due_at is null and t.id not in (
    select max(id) from triggered_webhooks group by webhook_uuid, consumer_id, provider_id, event_name)
  order by t.id limit ${limit}`;

export function deleteOldTriggers(db: Db, before: string, limit: number): Promise<void> {
  return deleteRows(db, 'triggered_webhooks', oldTriggers(before, limit));
}

export function countOldTriggers(db: Db, before: string, limit: number): Promise<number> {
  return countSelectedRows(db, oldTriggers(before, limit));
}

/** Deletes pact versions without publications and results. */
export function deleteOrphanPactVersions(db: Db): Promise<void> {
  return deleteRows(
    db,
    'pact_versions',
    sql`select pv.id from pact_versions pv
      where not exists (select 1 from pact_publications pp where pp.pact_version_id = pv.id)
        and not exists (select 1 from verifications r where r.pact_version_id = pv.id)`,
  );
}

export const cleanedTables = [
  'versions',
  'pact_publications',
  'pact_versions',
  'verifications',
  'triggered_webhooks',
  'webhook_executions',
  'branches',
] as const;
export type Counts = { readonly [table in (typeof cleanedTables)[number]]: number };

/** The number of rows of each table that a clean-up deletes from. */
export async function countRows(db: Db): Promise<Counts> {
  const columns = cleanedTables.map((table) => sql`(select count(*) from ${sql.table(table)}) as ${sql.ref(table)}`);
  const { rows } = await sql<Record<string, number>>`select ${sql.join(columns)}`.execute(db.withoutPlugins());
  return rows[0] as Counts;
}

/** Takes the clean-up lock until the transaction ends; returns false when another process holds it. */
export async function tryLockCleanUp(db: Db): Promise<boolean> {
  if (!isPostgres(db)) return true;
  const { rows } = await sql<{
    acquired: boolean;
  }>`select pg_try_advisory_xact_lock(${CLEAN_UP_LOCK}) as acquired`.execute(db);
  return rows[0]?.acquired ?? false;
}

/** The key of the advisory lock: an arbitrary number that no other lock uses. */
const CLEAN_UP_LOCK = 5_071_903_266;

function isPostgres(db: Db): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

async function deleteRows(db: Db, table: string, ids: RawBuilder<unknown>): Promise<void> {
  await sql`delete from ${sql.table(table)} where id in (select id from (${ids}) found)`.execute(db);
}

async function countSelectedRows(db: Db, ids: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (${ids}) found`.execute(db);
  return rows[0]?.n ?? 0;
}
