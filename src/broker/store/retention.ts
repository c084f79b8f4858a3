import { PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { KeepBranchSelector, KeepSelector } from '../../matrix/keep-selector.ts';
import { resetBranchHeads } from './branches.ts';
import type { Db } from './database.ts';
import { retainedVersionIds, staleBranchIds } from './retained-versions.ts';

/** A version that nobody keeps. */
export interface UnretainedVersion {
  readonly id: number;
  readonly pacticipant: string;
  readonly number: string;
  readonly createdAt: string;
}

/** The oldest versions that no selector keeps. */
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
 * Deletes those of some versions that are still not kept. They are locked first: what has been deployed since they were listed is
 * seen, and nothing can be recorded for them meanwhile.
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
  const led = await db.selectFrom('branchHeads').select('branchId').where('versionId', 'in', ids).execute();
  await sql`delete from versions where id in (${sql.join(ids)}) and id not in (${retainedVersionIds(keep, now)})`.execute(
    db,
  );
  const branchIds = led.map(({ branchId }) => branchId);
  const headed =
    branchIds.length === 0
      ? []
      : await db.selectFrom('branchHeads').select('branchId').where('branchId', 'in', branchIds).execute();
  const heads = new Set(headed.map(({ branchId }) => branchId));
  await resetBranchHeads(
    db,
    branchIds.filter((id) => !heads.has(id)),
  );
}

/** Branches without a selector that keeps them; their versions stay. */
export function deleteStaleBranches(db: Db, keep: readonly KeepBranchSelector[], limit: number, now: Date) {
  return remove(db, 'branches', staleBranchIds(keep, limit, now));
}

export function countStaleBranches(
  db: Db,
  keep: readonly KeepBranchSelector[],
  limit: number,
  now: Date,
): Promise<number> {
  return count(db, staleBranchIds(keep, limit, now));
}

/**
 * Results that a newer one of the same content and provider version stands for, from before a day. The first and the last success
 * stay, for by them a pact is pending or work in progress.
 */
const superseded = (before: string, limit: number) => sql`
  select r.id from verifications r
  where r.created_at < ${before} and not exists (select 1 from latest_verifications l where l.verification_id = r.id)
    and (r.success = 0 or (${anotherSuccess(sql`<`)} and ${anotherSuccess(sql`>`)}))
  order by r.id limit ${limit}`;

const anotherSuccess = (when: RawBuilder<unknown>) => sql`exists (
  select 1 from verifications o where o.pact_version_id = r.pact_version_id and o.provider_version_id = r.provider_version_id
    and o.success = 1 and o.wip <= r.wip and o.id ${when} r.id)`;

export function deleteSupersededResults(db: Db, before: string, limit: number): Promise<void> {
  return remove(db, 'verifications', superseded(before, limit));
}

export function countSupersededResults(db: Db, before: string, limit: number): Promise<number> {
  return count(db, superseded(before, limit));
}

/** What webhooks have sent before a day and are done with, but the last for each event of two pacticipants. */
const oldTriggers = (before: string, limit: number) => sql`
  select t.id from triggered_webhooks t
  where t.created_at < ${before} and t.due_at is null and t.id not in (
    select max(id) from triggered_webhooks group by webhook_uuid, consumer_id, provider_id, event_name)
  order by t.id limit ${limit}`;

export function deleteOldTriggers(db: Db, before: string, limit: number): Promise<void> {
  return remove(db, 'triggered_webhooks', oldTriggers(before, limit));
}

export function countOldTriggers(db: Db, before: string, limit: number): Promise<number> {
  return count(db, oldTriggers(before, limit));
}

/** Contents that no version publishes and no result is for. */
export function deleteOrphanPactVersions(db: Db): Promise<void> {
  return remove(
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

/** How many rows each table has that a clean-up makes smaller. */
export async function countRows(db: Db): Promise<Counts> {
  const columns = cleanedTables.map((table) => sql`(select count(*) from ${sql.table(table)}) as ${sql.ref(table)}`);
  const { rows } = await sql<Record<string, number>>`select ${sql.join(columns)}`.execute(db.withoutPlugins());
  return rows[0] as Counts;
}

/** Takes the right to clean up until the transaction ends; false when another process has it. */
export async function tryLockCleanUp(db: Db): Promise<boolean> {
  if (!isPostgres(db)) return true;
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${lock}) as mine`.execute(db);
  return rows[0]?.mine ?? false;
}

/** Any number that nothing else locks by. */
const lock = 5_071_903_266;

function isPostgres(db: Db): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

async function remove(db: Db, table: string, ids: RawBuilder<unknown>): Promise<void> {
  await sql`delete from ${sql.table(table)} where id in (select id from (${ids}) found)`.execute(db);
}

async function count(db: Db, ids: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (${ids}) found`.execute(db);
  return rows[0]?.n ?? 0;
}
