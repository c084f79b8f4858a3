import { sql } from 'kysely';
import type { Db } from '../store/database.ts';
import { findPactBySha, type Pact, selectPacts } from '../store/pacts.ts';
import { findRequiredVerifications } from '../store/required-verifications.ts';
import { findConsumerVersionsInMetadata } from '../store/selected-versions.ts';
import { addTriggers, type NewTrigger } from '../store/triggered-webhooks.ts';
import type { Verification } from '../store/verifications.ts';
import { listWebhooksFor, type StoredWebhook } from '../store/webhooks.ts';
import type { Metadata } from '../url/pact-metadata.ts';
import type { Urls } from '../url/urls.ts';
import { type PactEvent, withRequiredVerification } from './pact-events.ts';
import { templateParameters } from './template-parameters.ts';
import { requestName } from './webhook.ts';
import { collectFacts, describeContext, type WebhookEvent } from './webhook-event.ts';

/** The circumstances in which something happens. */
export interface RequestScope {
  readonly db: Db;
  readonly urls: Urls;
  readonly now: Date;
}

/** A webhook that was set off. */
export interface QueuedDelivery {
  readonly webhook: StoredWebhook;
  readonly eventName: string;
  /** Where its tries are told. */
  readonly logsUrl: string;
}

/** What the publication of a pact has set off. */
export interface PactTriggerResult {
  /** The events, with what is required of the provider. */
  readonly events: readonly PactEvent[];
  readonly triggered: readonly QueuedDelivery[];
  /** There is a webhook for the two, whatever it waits for. */
  readonly hasWebhook: boolean;
}

/** Queues what webhooks want to send when the pact of a consumer version is published. */
export async function triggerForPact(
  circumstances: RequestScope,
  { consumerVersionId, consumerId, providerId }: Pick<Pact, 'consumerVersionId' | 'consumerId' | 'providerId'>,
  published: readonly PactEvent[],
): Promise<PactTriggerResult> {
  const { db } = circumstances;
  const required = await findRequiredVerifications(db, consumerVersionId, providerId);
  const events = required.length > 0 ? withRequiredVerification(published) : published;
  const webhooks = await listWebhooksFor(db, consumerId, providerId);
  if (webhooks.length === 0) return { events, triggered: [], hasWebhook: false };
  const [pact] = await selectPacts(
    db,
    sql`where pp.consumer_version_id = ${consumerVersionId} and pp.provider_id = ${providerId}`,
  );
  if (!pact) throw new Error('a pact vanished while its webhooks were set off');
  const happenings = events.flatMap(({ name: eventName }): WebhookEvent[] =>
    eventName === 'contract_requiring_verification_published'
      ? required.map((one) => ({ eventName, pact, required: one }))
      : [{ eventName, pact }],
  );
  return { events, triggered: await queueDeliveries(circumstances, webhooks, happenings), hasWebhook: true };
}

/** Queues what webhooks want to send when a result is published: once for each consumer version that the pact was verified for. */
export async function triggerForResult(
  circumstances: RequestScope,
  pact: Pact,
  verification: Verification,
  metadata: Metadata,
): Promise<void> {
  const { db } = circumstances;
  const webhooks = await listWebhooksFor(db, pact.consumerId, pact.providerId);
  if (webhooks.length === 0) return;
  const names = [
    'provider_verification_published',
    `provider_verification_${verification.success === 1 ? 'succeeded' : 'failed'}`,
  ];
  const pacts = await listVerifiedPacts(db, pact, metadata);
  const happenings = pacts.flatMap((one) => names.map((eventName) => ({ eventName, pact: one, verification })));
  await queueDeliveries(circumstances, webhooks, happenings);
}

/** The pact as each of the consumer versions has it that the metadata names; as its newest has it, where that names none. */
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
  happenings: readonly WebhookEvent[],
): Promise<QueuedDelivery[]> {
  const found: { webhook: StoredWebhook; eventName: string; trigger: NewTrigger }[] = [];
  for (const happening of happenings) {
    const waiting = webhooks.filter(
      ({ enabled, events }) => enabled && (events as string[]).includes(happening.eventName),
    );
    if (waiting.length === 0) continue;
    const facts = await collectFacts(db, happening, urls);
    const said = { parameters: templateParameters(facts), context: describeContext(happening, facts, urls) };
    for (const webhook of waiting)
      found.push({ webhook, eventName: happening.eventName, trigger: { ...newTrigger(webhook, happening), ...said } });
  }
  const uuids = await addTriggers(
    db,
    found.map(({ trigger: one }) => one),
    now,
  );
  return found.map(({ webhook, eventName }, i) => ({
    ...{ webhook, eventName },
    logsUrl: urls.to`/triggered-webhooks/${uuids[i] ?? ''}/logs`,
  }));
}

function newTrigger({ id, uuid, request }: StoredWebhook, { eventName, pact, verification }: WebhookEvent) {
  return {
    ...{ webhookId: id, webhookUuid: uuid, name: requestName(request), eventName },
    ...{ consumerId: pact.consumerId, providerId: pact.providerId, consumerVersionId: pact.consumerVersionId },
    verificationId: verification?.id ?? null,
  };
}
