import { randomUUID } from 'node:crypto';
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Db } from './database.ts';
import type { TriggeredWebhookTable } from './schema.ts';

export type TriggeredWebhook = Selectable<TriggeredWebhookTable> & {
  consumer: string;
  provider: string;
  consumerVersion: string;
};

/** A request to queue, and the event that triggered it. */
export interface NewTrigger {
  readonly webhookId: number;
  readonly webhookUuid: string;
  readonly name: string;
  readonly eventName: string;
  readonly consumerId: number;
  readonly providerId: number;
  readonly consumerVersionId: number;
  readonly verificationId: number | null;
  readonly parameters: object;
  readonly context: object;
}

/** Queues requests; they are sent once the transaction is committed. Returns their UUIDs in the same order. */
export async function addTriggers(db: Db, triggers: readonly NewTrigger[], now: Date): Promise<string[]> {
  const date = now.toISOString();
  const rows = triggers.map(({ parameters, context, ...trigger }) => ({
    ...trigger,
    uuid: randomUUID(),
    parameters: JSON.stringify(parameters),
    context: JSON.stringify(context),
    status: 'not_run',
    attemptsMade: 0,
    dueAt: date,
    createdAt: date,
    updatedAt: date,
  }));
  if (rows.length > 0) await db.insertInto('triggeredWebhooks').values(rows).execute();
  return rows.map(({ uuid }) => uuid);
}

export async function findTriggered(db: Db, uuid: string): Promise<TriggeredWebhook | undefined> {
  return (await selectTriggered(db, sql`where t.uuid = ${uuid}`))[0];
}

/** The deliveries that the pact of a consumer version has triggered, newest first. */
export function listTriggeredByPact(db: Db, consumerVersionId: number, providerId: number) {
  return selectTriggered(
    db,
    sql`where t.consumer_version_id = ${consumerVersionId} and t.provider_id = ${providerId} order by t.id desc`,
  );
}

/** The deliveries that a result has triggered, newest first. */
export function listTriggeredByResult(db: Db, verificationId: number): Promise<TriggeredWebhook[]> {
  return selectTriggered(db, sql`where t.verification_id = ${verificationId} order by t.id desc`);
}

/** The last delivery of each existing webhook for each event between two pacticipants, oldest first. */
export function listLatestTriggered(db: Db, consumerId: number, providerId: number): Promise<TriggeredWebhook[]> {
  return selectTriggered(
    db,
    sql`where t.id in (
      select max(o.id) from triggered_webhooks o
      where o.consumer_id = ${consumerId} and o.provider_id = ${providerId} and o.webhook_id is not null
      group by o.webhook_id, o.event_name) order by t.id`,
  );
}

/** The most recent deliveries of a webhook, newest first. */
export function listTriggeredByWebhook(db: Db, webhookId: number, limit: number): Promise<TriggeredWebhook[]> {
  return selectTriggered(db, sql`where t.webhook_id = ${webhookId} order by t.id desc limit ${limit}`);
}

/** The most recent deliveries of all webhooks, newest first. */
export function listRecentlyTriggered(db: Db, limit: number): Promise<TriggeredWebhook[]> {
  return selectTriggered(db, sql`order by t.id desc limit ${limit}`);
}

/** @param clauses the `where` clause and what follows it */
async function selectTriggered(db: Db, clauses: RawBuilder<unknown>): Promise<TriggeredWebhook[]> {
  const { rows } = await sql<TriggeredWebhook>`
    select t.id, t.uuid, t.webhook_id, t.webhook_uuid, t.name, t.event_name, t.consumer_id, t.provider_id, t.consumer_version_id,
      t.verification_id, t.parameters, t.context, t.status, t.attempts_made, t.due_at, t.created_at, t.updated_at,
      c.name as consumer, p.name as provider, v.number as consumer_version
    from triggered_webhooks t
    join pacticipants c on c.id = t.consumer_id
    join pacticipants p on p.id = t.provider_id
    join versions v on v.id = t.consumer_version_id
    ${clauses}`.execute(db);
  return rows;
}

/** Cancels the pending attempts of a webhook. */
export async function cancelPendingAttempts(db: Db, webhookId: number, now: Date): Promise<void> {
  await db
    .updateTable('triggeredWebhooks')
    .set({ status: 'failure', dueAt: null, updatedAt: now.toISOString() })
    .where('webhookId', '=', webhookId)
    .where('dueAt', 'is not', null)
    .execute();
}

/** The number of deliveries of a webhook, and of those that are pending. */
export async function countTriggeredByWebhook(
  db: Db,
  webhookId: number,
): Promise<{ deliveries: number; pending: number }> {
  const ofWebhook = db.selectFrom('triggeredWebhooks').where('webhookId', '=', webhookId);
  const { deliveries, pending } = await ofWebhook
    .select((eb) => [eb.fn.countAll().as('deliveries'), eb.fn.count('dueAt').as('pending')])
    .executeTakeFirstOrThrow();
  return { deliveries: Number(deliveries), pending: Number(pending) };
}
