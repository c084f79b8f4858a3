import { PostgresAdapter, sql } from 'kysely';
import { retry } from '../../../config/retry.ts';
import type { Db } from '../database.ts';

/**
 * Takes PostgreSQL's advisory lock for a pacticipant until the transaction ends. Writers about one pacticipant would wait for each other at
 * the row of a branch anyway, but PostgreSQL's row locks are not granted in order, so one of them might wait forever; advisory locks are
 * granted first come, first served. SQLite needs no lock: it has one writer at a time.
 */
export async function lockPacticipant(db: Db, pacticipant: string): Promise<void> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return;
  await sql`select pg_advisory_xact_lock(hashtextextended(${pacticipant}, 0))`.execute(db);
}

/** serialization_failure, deadlock_detected, unique_violation, foreign_key_violation: a concurrent transaction was first. */
const conflictCodes = new Set(['40001', '40P01', '23505', '23503']);
const MAX_ATTEMPTS = 5;
const MAX_DELAY_MS = 20;

/** Runs a transaction and retries it after a conflict with another one. The transaction must have no side effects that outlive a rollback. */
export function retryOnConflict<Result>(transaction: () => Promise<Result>): Promise<Result> {
  return retry(transaction, {
    isRetryable: (error) => conflictCodes.has(String((error as { code?: unknown }).code)),
    delayMs: () => Math.random() * MAX_DELAY_MS,
    maxAttempts: MAX_ATTEMPTS,
  });
}
