import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Party, Webhook } from '../webhooks/webhook.ts';
import type { NewWebhook } from '../webhooks/webhook-schema.ts';
import type { Db } from './database.ts';
import { findPacticipantIds } from './pacticipants.ts';
import type { WebhookTable } from './schema.ts';
import { cancelPendingAttempts } from './triggered-webhooks.ts';

/** A webhook with its id and times. */
export interface StoredWebhook extends Webhook {
  readonly id: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

type Row = Selectable<WebhookTable> & { consumer: string | null; provider: string | null };

export async function findWebhook(db: Db, uuid: string): Promise<StoredWebhook | undefined> {
  return (await selectWebhooks(db, sql`w.uuid = ${uuid}`))[0];
}

export function listWebhooks(db: Db): Promise<StoredWebhook[]> {
  return selectWebhooks(db, sql`1 = 1`);
}

/** The webhooks with exactly this consumer and provider; without an id, those that name none. */
export function listWebhooksOf(
  db: Db,
  { consumerId, providerId }: { consumerId?: number; providerId?: number },
): Promise<StoredWebhook[]> {
  const equalsOrNull = (column: string, id: number | undefined) =>
    id === undefined ? sql`${sql.ref(column)} is null` : sql`${sql.ref(column)} = ${id}`;
  return selectWebhooks(
    db,
    sql`${equalsOrNull('w.consumer_id', consumerId)} and ${equalsOrNull('w.provider_id', providerId)}`,
  );
}

/** The webhooks for events between two pacticipants: by name, by label, or for all. Includes disabled webhooks. */
export function listWebhooksFor(db: Db, consumerId: number, providerId: number): Promise<StoredWebhook[]> {
  const concerns = (party: 'consumer' | 'provider', id: number) => {
    const named = sql.ref(`w.${party}_id`);
    const label = sql.ref(`w.${party}_label`);
    const labelled = sql`exists (select 1 from labels l where l.pacticipant_id = ${id} and l.name = ${label})`;
    return sql`(${named} = ${id} or (${named} is null and (${label} is null or ${labelled})))`;
  };
  return selectWebhooks(db, sql`${concerns('consumer', consumerId)} and ${concerns('provider', providerId)}`);
}

async function selectWebhooks(db: Db, condition: RawBuilder<unknown>): Promise<StoredWebhook[]> {
  const { rows } = await sql<Row>`
    select w.id, w.uuid, w.description, w.enabled, w.consumer_id, w.consumer_label, w.provider_id, w.provider_label, w.events,
      w.request, w.created_at, w.updated_at, c.name as consumer, p.name as provider from webhooks w
    left join pacticipants c on c.id = w.consumer_id
    left join pacticipants p on p.id = w.provider_id
    where ${condition} order by w.id`.execute(db);
  return rows.map(toWebhook);
}

function toWebhook(row: Row): StoredWebhook {
  return {
    id: row.id,
    uuid: row.uuid,
    description: row.description ?? undefined,
    enabled: row.enabled === 1,
    consumer: toParty(row.consumer, row.consumerLabel),
    provider: toParty(row.provider, row.providerLabel),
    events: JSON.parse(row.events),
    request: JSON.parse(row.request),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function toParty(name: string | null, label: string | null): Party | undefined {
  if (name !== null) return { name };
  return label === null ? undefined : { label };
}

/** Creates or updates a webhook. A consumer or provider that it names must exist. */
export async function saveWebhook(db: Db, uuid: string, webhook: NewWebhook, now: Date): Promise<StoredWebhook> {
  const date = now.toISOString();
  const values = { uuid, ...(await webhookColumns(db, webhook)), createdAt: date, updatedAt: date };
  const { createdAt: _, uuid: __, ...changes } = values;
  await db
    .insertInto('webhooks')
    .values(values)
    .onConflict((conflict) => conflict.column('uuid').doUpdateSet(changes))
    .execute();
  const saved = await findWebhook(db, uuid);
  if (!saved) throw new Error('the webhook was deleted while it was saved');
  return saved;
}

async function webhookColumns(db: Db, { description, enabled, consumer, provider, events, request }: NewWebhook) {
  const names = [consumer?.name, provider?.name].filter((name) => name !== undefined);
  const ids = await findPacticipantIds(db, names);
  return {
    description: description ?? null,
    enabled: enabled ? 1 : 0,
    consumerId: ids.get(consumer?.name ?? '') ?? null,
    consumerLabel: consumer?.label ?? null,
    providerId: ids.get(provider?.name ?? '') ?? null,
    providerLabel: provider?.label ?? null,
    events: JSON.stringify(events),
    request: JSON.stringify(request),
  };
}

/** Enables or disables a webhook. */
export async function setWebhookEnabled(db: Db, id: number, enabled: boolean, now: Date): Promise<void> {
  const values = { enabled: enabled ? 1 : 0, updatedAt: now.toISOString() };
  await db.updateTable('webhooks').set(values).where('id', '=', id).execute();
}

/** Deletes a webhook. Its delivery logs remain readable; its pending attempts are cancelled. */
export async function deleteWebhook(db: Db, { id }: StoredWebhook, now: Date): Promise<void> {
  await cancelPendingAttempts(db, id, now);
  await db.deleteFrom('webhooks').where('id', '=', id).execute();
}
