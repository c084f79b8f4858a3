import {
  DEFAULT_KEEP,
  DEFAULT_KEEP_BRANCHES,
  type KeepBranchSelector,
  type KeepSelector,
} from '../../matrix/keep-selector.ts';
import type { Db } from '../store/database.ts';
import { daysAgo } from '../store/retained-versions.ts';
import {
  type Counts,
  cleanedTables,
  countOldTriggers,
  countRows,
  countSupersededResults,
  deleteOldTriggers,
  deleteOrphanPactVersions,
  deleteStaleBranches,
  deleteSupersededResults,
  deleteUnretainedVersions,
  listStaleBranches,
  listUnretainedVersions,
  type StaleBranch,
  tryLockCleanUp,
  type UnretainedVersion,
} from '../store/retention.ts';

export interface CleanupOptions {
  readonly keep?: readonly KeepSelector[];
  readonly keepBranches?: readonly KeepBranchSelector[];
  /** The most versions, branches, results and webhook executions that one run deletes of each; 500 by default. */
  readonly limit?: number;
  /** Days for which superseded results and webhook executions are kept; 7 by default. */
  readonly overwrittenMaxAge?: number;
}

/** Deleted and remaining rows of each table; `busy` when another process is cleaning up. */
export interface CleanupReport {
  readonly busy: boolean;
  readonly tables: { readonly [table in keyof Counts]: { readonly deleted: number; readonly kept: number } };
}

/** What a clean-up would delete. */
export interface CleanupPlan {
  readonly versions: readonly UnretainedVersion[];
  readonly branches: readonly StaleBranch[];
  readonly supersededResults: number;
  readonly triggeredWebhooks: number;
  readonly total: Counts;
}

/** Versions deleted in one transaction, which other writers have to wait for. */
const BATCH_SIZE = 25;

/**
 * Deletes the oldest versions that no selector keeps, with their pacts and results, stale branches, superseded results and old webhook
 * executions. Deployed and released versions are always kept.
 */
export async function runCleanup(db: Db, now: Date, options: CleanupOptions = {}): Promise<CleanupReport> {
  const { keep, keepBranches, limit, before } = withDefaults(options, now);
  const versions = await listUnretainedVersions(db, keep, limit, now);
  const batches = Array.from({ length: Math.ceil(versions.length / BATCH_SIZE) }, (_, index) =>
    versions.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE).map(({ id }) => id),
  );
  const steps: ((db: Db) => Promise<unknown>)[] = [
    ...batches.map((ids) => (trx: Db) => deleteUnretainedVersions(trx, ids, keep, now)),
    (trx) => deleteStaleBranches(trx, keepBranches, keep, limit, now),
    (trx) => deleteSupersededResults(trx, before, limit),
    (trx) => deleteOldTriggers(trx, before, limit),
    (trx) => deleteOrphanPactVersions(trx),
  ];
  const counted = await countRows(db);
  let busy = false;
  for (const step of steps) if (!busy) busy = !(await runStep(db, step));
  return { busy, tables: compareCounts(counted, await countRows(db)) };
}

/** What `runCleanup` would delete. */
export async function planCleanup(db: Db, now: Date, options: CleanupOptions = {}): Promise<CleanupPlan> {
  const { keep, keepBranches, limit, before } = withDefaults(options, now);
  return {
    versions: await listUnretainedVersions(db, keep, limit, now),
    branches: await listStaleBranches(db, keepBranches, keep, limit, now),
    supersededResults: await countSupersededResults(db, before, limit),
    triggeredWebhooks: await countOldTriggers(db, before, limit),
    total: await countRows(db),
  };
}

function withDefaults({ overwrittenMaxAge = 7, ...options }: CleanupOptions, now: Date) {
  const defaults = { keep: DEFAULT_KEEP, keepBranches: DEFAULT_KEEP_BRANCHES, limit: 500 };
  return { ...defaults, ...options, before: daysAgo(overwrittenMaxAge, now) };
}

/** Runs a step in its own transaction; false when another process is cleaning up. */
function runStep(db: Db, step: (trx: Db) => Promise<unknown>): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const isAllowed = await tryLockCleanUp(trx);
    if (isAllowed) await step(trx);
    return isAllowed;
  });
}

function compareCounts(before: Counts, after: Counts): CleanupReport['tables'] {
  const entries = cleanedTables.map((table) => [table, { deleted: before[table] - after[table], kept: after[table] }]);
  return Object.fromEntries(entries);
}

/** The result of a clean-up in one line. */
export function describeCleanup({ busy, tables }: CleanupReport): string {
  const tablesWithDeletions = Object.entries(tables).filter(([, { deleted }]) => deleted > 0);
  const words = tablesWithDeletions.map(
    ([table, { deleted, kept }]) => `${deleted} ${table.replaceAll('_', ' ')} (${kept} kept)`,
  );
  const done = words.length > 0 ? `deleted ${words.join(', ')}` : 'nothing to delete';
  return busy ? `${done}; stopped because another process is cleaning up` : done;
}

/** What a clean-up would delete, in one line. */
export function describeCleanupPlan({
  versions,
  branches,
  supersededResults,
  triggeredWebhooks,
  total,
}: CleanupPlan): string {
  const parts = [
    `${versions.length} of ${total.versions} versions`,
    `${branches.length} of ${total.branches} branches`,
    `${supersededResults} superseded results`,
    `${triggeredWebhooks} webhook executions`,
  ];
  return `would delete ${parts.join(', ')}`;
}
