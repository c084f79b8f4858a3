import { randomBytes } from 'node:crypto';
import type { BrokerContext } from '../context.ts';
import { createdResponse, halResponse, noContentResponse } from '../hal/hal.ts';
import { presentWebhook, presentWebhooks, webhookUrl } from '../hal/webhook.ts';
import { pacticipantNotFound, validationError } from '../http/http-error.ts';
import { jsonTypes, type Resource, withBody } from '../http/resource.ts';
import { findPacticipantIds } from '../store/pacticipants.ts';
import {
  deleteWebhook,
  findWebhook,
  listWebhooks,
  listWebhooksOf,
  type StoredWebhook,
  saveWebhook,
} from '../store/webhooks.ts';
import { pathParam, resourceUrl } from '../url/request.ts';
import { restoreSecrets } from '../webhooks/redaction.ts';
import { type NewWebhook, webhookSchema } from '../webhooks/webhook-schema.ts';
import type { WebhookSettings } from '../webhooks/webhook-settings.ts';

/** The resources of webhooks. Which requests a webhook may send depends on the broker's settings. */
export function webhookResources(settings: WebhookSettings) {
  const body = { consumes: jsonTypes, schema: webhookSchema(settings), limited: webhookLists };
  const all: Resource = {
    GET: async (c) =>
      halResponse(c, presentWebhooks(await listWebhooks(c.var.db), resourceUrl(c), 'Webhooks', c.var.urls)),
    POST: withBody(body, createWebhook),
  };
  const single: Resource<StoredWebhook> = {
    find: (c) => findWebhook(c.var.db, pathParam(c, 'uuid')),
    GET: (c, webhook) => halResponse(c, presentWebhook(webhook, c.var.urls)),
    PUT: withBody({ ...body, creates: true }, putWebhook),
    DELETE: async (c, webhook) => {
      await deleteWebhook(c.var.db, webhook, c.var.now);
      return noContentResponse(c);
    },
  };
  return { all, single, ofPair: webhooksOf('Webhooks'), ofPact: webhooksOf('Pact webhooks') };

  /** The webhooks of exactly the consumer, the provider or both that the path names. */
  function webhooksOf(title: string): Resource<Scope> {
    return {
      find: scopeOf,
      GET: async (c, { ids }) => {
        const webhooks = await listWebhooksOf(c.var.db, ids);
        return halResponse(c, presentWebhooks(webhooks, resourceUrl(c), title, c.var.urls));
      },
      POST: withBody(body, (c, webhook, { parties }) => createWebhook(c, { ...webhook, ...parties })),
    };
  }
}

interface Scope {
  readonly parties: Pick<NewWebhook, 'consumer' | 'provider'>;
  readonly ids: { readonly consumerId?: number; readonly providerId?: number };
}

async function scopeOf(c: BrokerContext): Promise<Scope> {
  const consumer = c.req.param('consumer');
  const provider = c.req.param('provider');
  const known = await findPacticipantIds(
    c.var.db,
    [consumer, provider].filter((name) => name !== undefined),
  );
  const consumerId = known.get(consumer ?? '');
  const providerId = known.get(provider ?? '');
  if (consumer !== undefined && consumerId === undefined) throw pacticipantNotFound('consumer', consumer);
  if (provider !== undefined && providerId === undefined) throw pacticipantNotFound('provider', provider);
  return {
    parties: {
      ...(consumer !== undefined && { consumer: { name: consumer } }),
      ...(provider !== undefined && { provider: { name: provider } }),
    },
    ids: { ...(consumerId !== undefined && { consumerId }), ...(providerId !== undefined && { providerId }) },
  };
}

async function createWebhook(c: BrokerContext, webhook: NewWebhook): Promise<Response> {
  await checkParties(c, webhook);
  const saved = await saveWebhook(c.var.db, randomBytes(16).toString('base64url'), webhook, c.var.now);
  return createdResponse(c, webhookUrl(saved.uuid, c.var.urls), presentWebhook(saved, c.var.urls));
}

async function putWebhook(c: BrokerContext, webhook: NewWebhook, found: StoredWebhook | undefined): Promise<Response> {
  const { db, urls, now } = c.var;
  const uuid = pathParam(c, 'uuid');
  if (!/^[A-Za-z0-9_-]{16,}$/.test(uuid)) throw validationError({ uuid: [badUuid] });
  await checkParties(c, webhook);
  const request = found ? restoreSecrets(webhook.request, found.request) : webhook.request;
  const saved = await saveWebhook(db, uuid, { ...webhook, request }, now);
  return halResponse(c, presentWebhook(saved, urls), found ? 200 : 201);
}

/** The lists in the body of a webhook. */
export const webhookLists = { events: 'events', 'request.headers': 'headers' } as const;

const badUuid = 'The UUID can only contain the characters A-Z, a-z, 0-9, _ and -, and must be 16 or more characters.';

/** @throws HttpError 400 if a named consumer or provider does not exist */
export async function checkParties(c: BrokerContext, { consumer, provider }: NewWebhook): Promise<void> {
  const names = [consumer?.name, provider?.name].filter((name) => name !== undefined);
  const known = await findPacticipantIds(c.var.db, names);
  const missing = Object.entries({ consumer, provider }).filter(
    ([, party]) => party?.name !== undefined && !known.has(party.name),
  );
  if (missing.length === 0) return;
  throw validationError(
    Object.fromEntries(missing.map(([role]) => [`${role}.name`, ['does not match an existing pacticipant']])),
  );
}
