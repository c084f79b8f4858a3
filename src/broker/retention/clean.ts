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
  countStaleBranches,
  countSupersededResults,
  deleteOldTriggers,
  deleteOrphanPactVersions,
  deleteStaleBranches,
  deleteSupersededResults,
  deleteUnretainedVersions,
  listUnretainedVersions,
  tryLockCleanUp,
  type UnretainedVersion,
} from '../store/retention.ts';

export interface CleanupOptions {
  readonly keep?: readonly KeepSelector[];
  readonly keepBranches?: readonly KeepBranchSelector[];
  /** How much goes at one time: of versions, of branches, of results, of what webhooks have sent; 500 if not said. */
  readonly limit?: number;
  /** Days that results which newer ones stand for, and what webhooks have sent, are kept; 7 if not said. */
  readonly overwrittenMaxAge?: number;
}

/** What went and what is left, table by table; `busy` when another process was at it. */
export interface CleanupReport {
  readonly busy: boolean;
  readonly tables: { readonly [table in keyof Counts]: { readonly deleted: number; readonly kept: number } };
}

/** What a clean-up would begin with. */
export interface CleanupPlan {
  readonly versions: readonly UnretainedVersion[];
  readonly branches: number;
  readonly supersededResults: number;
  readonly triggeredWebhooks: number;
  readonly total: Counts;
}

/** Versions deleted in one transaction: writers wait no longer than that. */
const batch = 25;

/**
 * Deletes the oldest of what nobody needs any more: versions that no selector keeps, with their pacts and results, branches that
 * nobody has moved for long, results that newer ones stand for, and what webhooks have sent. What is deployed or released always stays.
 */
export async function runCleanup(db: Db, now: Date, options: CleanupOptions = {}): Promise<CleanupReport> {
  const { keep, keepBranches, limit, before } = complete(options, now);
  const versions = await listUnretainedVersions(db, keep, limit, now);
  const batches = Array.from({ length: Math.ceil(versions.length / batch) }, (_, index) =>
    versions.slice(index * batch, (index + 1) * batch).map(({ id }) => id),
  );
  const steps: ((db: Db) => Promise<unknown>)[] = [
    ...batches.map((ids) => (trx: Db) => deleteUnretainedVersions(trx, ids, keep, now)),
    (trx) => deleteStaleBranches(trx, keepBranches, limit, now),
    (trx) => deleteSupersededResults(trx, before, limit),
    (trx) => deleteOldTriggers(trx, before, limit),
    (trx) => deleteOrphanPactVersions(trx),
  ];
  const counted = await countRows(db);
  let busy = false;
  for (const step of steps) if (!busy) busy = !(await alone(db, step));
  return { busy, tables: compared(counted, await countRows(db)) };
}

/** The same question without the deed. */
export async function planCleanup(db: Db, now: Date, options: CleanupOptions = {}): Promise<CleanupPlan> {
  const { keep, keepBranches, limit, before } = complete(options, now);
  return {
    versions: await listUnretainedVersions(db, keep, limit, now),
    branches: await countStaleBranches(db, keepBranches, limit, now),
    supersededResults: await countSupersededResults(db, before, limit),
    triggeredWebhooks: await countOldTriggers(db, before, limit),
    total: await countRows(db),
  };
}

function complete({ overwrittenMaxAge = 7, ...options }: CleanupOptions, now: Date) {
  const defaults = { keep: DEFAULT_KEEP, keepBranches: DEFAULT_KEEP_BRANCHES, limit: 500 };
  return { ...defaults, ...options, before: daysAgo(overwrittenMaxAge, now) };
}

/** A step in a transaction of its own; false when another process is cleaning up. */
function alone(db: Db, step: (trx: Db) => Promise<unknown>): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const mine = await tryLockCleanUp(trx);
    if (mine) await step(trx);
    return mine;
  });
}

function compared(before: Counts, after: Counts): CleanupReport['tables'] {
  const entries = cleanedTables.map((table) => [table, { deleted: before[table] - after[table], kept: after[table] }]);
  return Object.fromEntries(entries);
}

/** What a clean-up has done, in one line. */
export function describeCleanup({ busy, tables }: CleanupReport): string {
  const gone = Object.entries(tables).filter(([, { deleted }]) => deleted > 0);
  const words = gone.map(([table, { deleted, kept }]) => `${deleted} ${table.replaceAll('_', ' ')} (${kept} kept)`);
  const done = words.length > 0 ? `deleted ${words.join(', ')}` : 'nothing to delete';
  return busy ? `${done}; stopped, for another process is cleaning up` : done;
}

/** What a clean-up would do, in one line. */
export function describeCleanupPlan({
  versions,
  branches,
  supersededResults,
  triggeredWebhooks,
  total,
}: CleanupPlan): string {
  const parts = [
    `${versions.length} of ${total.versions} versions`,
    `${branches} of ${total.branches} branches`,
    `${supersededResults} superseded results`,
    `${triggeredWebhooks} webhook executions`,
  ];
  return `would delete ${parts.join(', ')}`;
}
