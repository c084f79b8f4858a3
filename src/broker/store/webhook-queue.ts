import { PostgresAdapter, sql } from 'kysely';
import type { Db } from './database.ts';
import { findTriggered, type TriggeredWebhook } from './triggered-webhooks.ts';

/** An attempt that this process has leased: until `dueAt` no other process takes it. */
export type Attempt = TriggeredWebhook & { readonly dueAt: string };

/**
 * Leases the attempt that has been due longest. If this process dies, another process can lease the attempt when the lease has expired.
 * Two processes never hold the same lease.
 */
export async function leaseAttempt(db: Db, now: Date, leaseMs: number): Promise<Attempt | undefined> {
  return db.transaction().execute(async (transaction) => {
    const uuid = await leaseOne(transaction, now, leaseMs);
    return uuid === undefined ? undefined : ((await findTriggered(transaction, uuid)) as Attempt | undefined);
  });
}

async function leaseOne(db: Db, now: Date, leaseMs: number): Promise<string | undefined> {
  const skip = db.getExecutor().adapter instanceof PostgresAdapter ? sql`for update skip locked` : sql``;
  const { rows } = await sql<{ uuid: string }>`
    update triggered_webhooks set due_at = ${new Date(now.getTime() + leaseMs).toISOString()} where id = (
      select id from triggered_webhooks where due_at <= ${now.toISOString()} order by due_at, id limit 1 ${skip})
    returning uuid`.execute(db);
  return rows[0]?.uuid;
}

/** When the next attempt is due; undefined when there is none. */
export async function findNextDue(db: Db): Promise<Date | undefined> {
  const next = await db
    .selectFrom('triggeredWebhooks')
    .select('dueAt')
    .where('dueAt', 'is not', null)
    .orderBy('dueAt')
    .limit(1)
    .executeTakeFirst();
  return next?.dueAt ? new Date(next.dueAt) : undefined;
}

/** The outcome of an attempt. */
export interface AttemptOutcome {
  readonly success: boolean;
  readonly logs: string;
  /** When to retry; undefined after the last attempt. */
  readonly retryAt?: Date | undefined;
}

/** Records the result of an attempt, unless another process has leased it since, or the webhook was deleted. */
export async function recordAttempt(
  db: Db,
  attempt: Attempt,
  { success, logs, retryAt }: AttemptOutcome,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: number }>`
      update triggered_webhooks set attempts_made = attempts_made + 1, updated_at = ${now.toISOString()},
        status = ${success ? 'success' : retryAt ? 'retrying' : 'failure'}, due_at = ${retryAt?.toISOString() ?? null}
      where id = ${attempt.id} and due_at = ${attempt.dueAt} returning id`.execute(transaction);
    if (rows.length === 0) return;
    const execution = { triggeredWebhookId: attempt.id, success: Number(success), logs, createdAt: now.toISOString() };
    await transaction.insertInto('webhookExecutions').values(execution).execute();
  });
}

/** Releases an attempt that was not made, so that it is due at once. */
export async function releaseAttempt(db: Db, attempt: Attempt, now: Date): Promise<void> {
  await sql`update triggered_webhooks set due_at = ${now.toISOString()}
    where id = ${attempt.id} and due_at = ${attempt.dueAt}`.execute(db);
}

/**
 * Queues a finished delivery again. The number of its attempts is not reset: a failure is retried only for the delays that remain in the
 * retry schedule.
 * @returns false if the delivery is still pending; it is then not changed
 */
export async function redeliver(db: Db, { id }: TriggeredWebhook, now: Date): Promise<boolean> {
  const date = now.toISOString();
  const queued = await db
    .updateTable('triggeredWebhooks')
    .set({ status: 'not_run', dueAt: date, updatedAt: date })
    .where('id', '=', id)
    .where('dueAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return queued !== undefined;
}

/** The attempts that were made, oldest first. */
export function listExecutions(db: Db, triggeredWebhookId: number) {
  return db
    .selectFrom('webhookExecutions')
    .select(['id', 'triggeredWebhookId', 'success', 'logs', 'createdAt'])
    .where('triggeredWebhookId', '=', triggeredWebhookId)
    .orderBy('id')
    .execute();
}
