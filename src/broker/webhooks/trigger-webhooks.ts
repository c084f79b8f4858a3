import { sql } from 'kysely';
import type { RequestScope } from '../request-scope.ts';
import type { Db } from '../store/database.ts';
import { findPactBySha, type Pact, selectPacts } from '../store/pacts.ts';
import { findRequiredVerifications } from '../store/required-verifications.ts';
import { findConsumerVersionsInMetadata } from '../store/selected-versions.ts';
import { addTriggers, type NewTrigger } from '../store/triggered-webhooks.ts';
import type { Verification } from '../store/verifications.ts';
import { listWebhooksFor, type StoredWebhook } from '../store/webhooks.ts';
import type { Metadata } from '../url/pact-metadata.ts';
import { type PactEvent, withRequiredVerification } from './pact-events.ts';
import { templateParameters } from './template-parameters.ts';
import { requestName } from './webhook.ts';
import { collectFacts, describeContext, type WebhookEvent } from './webhook-event.ts';

/** A delivery queued for a webhook. */
export interface QueuedDelivery {
  readonly webhook: StoredWebhook;
  readonly eventName: string;
  /** The logs of its attempts. */
  readonly logsUrl: string;
}

/** The events of a published pact, and the deliveries queued for them. */
export interface PactTriggerResult {
  readonly events: readonly PactEvent[];
  readonly triggered: readonly QueuedDelivery[];
  /** Whether there is a webhook for the consumer and provider, with any events. */
  readonly hasWebhook: boolean;
}

/** Queues the deliveries of webhooks for a published pact. */
export async function triggerForPact(
  scope: RequestScope,
  { consumerVersionId, consumerId, providerId }: Pick<Pact, 'consumerVersionId' | 'consumerId' | 'providerId'>,
  published: readonly PactEvent[],
): Promise<PactTriggerResult> {
  const { db } = scope;
  const required = await findRequiredVerifications(db, consumerVersionId, providerId);
  const events = required.length > 0 ? withRequiredVerification(published) : published;
  const webhooks = await listWebhooksFor(db, consumerId, providerId);
  if (webhooks.length === 0) return { events, triggered: [], hasWebhook: false };
  const [pact] = await selectPacts(
    db,
    sql`where pp.consumer_version_id = ${consumerVersionId} and pp.provider_id = ${providerId}`,
  );
  if (!pact) throw new Error('the pact was deleted while its webhooks were triggered');
  const webhookEvents = events.flatMap(({ name: eventName }): WebhookEvent[] =>
    eventName === 'contract_requiring_verification_published'
      ? required.map((one) => ({ eventName, pact, required: one }))
      : [{ eventName, pact }],
  );
  return { events, triggered: await queueDeliveries(scope, webhooks, webhookEvents), hasWebhook: true };
}

/** Queues the deliveries of webhooks for a published result: one for each consumer version that the pact was verified for. */
export async function triggerForResult(
  scope: RequestScope,
  pact: Pact,
  verification: Verification,
  metadata: Metadata,
): Promise<void> {
  const { db } = scope;
  const webhooks = await listWebhooksFor(db, pact.consumerId, pact.providerId);
  if (webhooks.length === 0) return;
  const names = [
    'provider_verification_published',
    `provider_verification_${verification.success === 1 ? 'succeeded' : 'failed'}`,
  ];
  const pacts = await listVerifiedPacts(db, pact, metadata);
  const webhookEvents = pacts.flatMap((one) => names.map((eventName) => ({ eventName, pact: one, verification })));
  await queueDeliveries(scope, webhooks, webhookEvents);
}

/** The pact of each consumer version that the metadata names, or of the latest consumer version if it names none. */
async function listVerifiedPacts(db: Db, pact: Pact, metadata: Metadata): Promise<Pact[]> {
  const versions = await findConsumerVersionsInMetadata(db, pact.consumer, metadata);
  const found: Pact[] = [];
  for (const { id } of versions.length > 0 ? versions : [{ id: pact.consumerVersionId }]) {
    const one = await findPactBySha(db, pact, pact.sha, id);
    if (one && !found.some(({ consumerVersionId }) => consumerVersionId === one.consumerVersionId)) found.push(one);
  }
  return found;
}

async function queueDeliveries(
  { db, urls, now }: RequestScope,
  webhooks: readonly StoredWebhook[],
  webhookEvents: readonly WebhookEvent[],
): Promise<QueuedDelivery[]> {
  const deliveries: { webhook: StoredWebhook; eventName: string; trigger: NewTrigger }[] = [];
  for (const event of webhookEvents) {
    const subscribed = webhooks.filter(
      ({ enabled, events }) => enabled && (events as string[]).includes(event.eventName),
    );
    if (subscribed.length === 0) continue;
    const facts = await collectFacts(db, event, urls);
    const payload = { parameters: templateParameters(facts), context: describeContext(event, facts, urls) };
    for (const webhook of subscribed)
      deliveries.push({ webhook, eventName: event.eventName, trigger: { ...newTrigger(webhook, event), ...payload } });
  }
  const uuids = await addTriggers(
    db,
    deliveries.map(({ trigger }) => trigger),
    now,
  );
  return deliveries.map(({ webhook, eventName }, i) => ({
    webhook,
    eventName,
    logsUrl: urls.href`/triggered-webhooks/${uuids[i] ?? ''}/logs`,
  }));
}

function newTrigger({ id, uuid, request }: StoredWebhook, { eventName, pact, verification }: WebhookEvent) {
  return {
    webhookId: id,
    webhookUuid: uuid,
    name: requestName(request),
    eventName,
    consumerId: pact.consumerId,
    providerId: pact.providerId,
    consumerVersionId: pact.consumerVersionId,
    verificationId: verification?.id ?? null,
  };
}
