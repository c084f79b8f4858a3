import type { BrokerContext } from '../context.ts';
import { halResponse } from '../hal/hal.ts';
import { pactName } from '../hal/pact-links.ts';
import { presentAttempts, presentStatus, presentTriggered } from '../hal/triggered-webhook.ts';
import { preferredType } from '../http/negotiation.ts';
import type { Resource } from '../http/resource.ts';
import { findPact, type Pact } from '../store/pacts.ts';
import {
  findTriggered,
  listLatestTriggered,
  listTriggeredByPact,
  listTriggeredByResult,
  type TriggeredWebhook,
} from '../store/triggered-webhooks.ts';
import { listExecutions } from '../store/webhook-queue.ts';
import { pathParam, resourceUrl } from '../url/request.ts';
import type { WebhookSettings } from '../webhooks/webhook-settings.ts';
import { getPairIds, type PairIds, pairOf } from './pair.ts';
import { findResult, type PactResult } from './verification-results.ts';

const notExecutedYet = 'Webhook has not executed yet. Please retry in a few seconds.';
const logTypes = ['text/plain', 'application/hal+json'] as const;

/** Deliveries of webhooks, with their attempts. */
export function triggeredWebhookResources({ retrySchedule }: WebhookSettings) {
  const maxAttempts = retrySchedule.length + 1;
  const ofPact: Resource<Pact> = {
    find: (c) => findPact(c.var.db, pairOf(c), pathParam(c, 'version')),
    GET: async (c, pact) => {
      const triggered = await listTriggeredByPact(c.var.db, pact.consumerVersionId, pact.providerId);
      return answerTriggered(c, triggered, maxAttempts, `the ${pactName(pact).replace(/^P/, 'p')}`);
    },
  };
  const ofResult: Resource<PactResult> = {
    find: findResult,
    GET: async (c, { verification: { id } }) =>
      answerTriggered(c, await listTriggeredByResult(c.var.db, id), maxAttempts, `verification result ${id}`),
  };
  const status: Resource<PairIds> = {
    find: getPairIds,
    GET: async (c, { consumerId, providerId }) => {
      const triggered = await listLatestTriggered(c.var.db, consumerId, providerId);
      return halResponse(c, presentStatus(pairOf(c), triggered, maxAttempts, c.var.urls));
    },
  };
  const logs: Resource<TriggeredWebhook> = {
    produces: logTypes,
    find: (c) => findTriggered(c.var.db, pathParam(c, 'uuid')),
    GET: async (c, triggered) => {
      const executions = await listExecutions(c.var.db, triggered.id);
      if (preferredType(c, logTypes) !== 'text/plain')
        return halResponse(c, presentAttempts(triggered, executions, c.var.urls));
      const text = executions.map(({ logs }) => logs).join('\n') || notExecutedYet;
      return c.body(text, 200, { 'content-type': 'text/plain;charset=utf-8' });
    },
  };
  return { ofPact, ofResult, status, logs };
}

function answerTriggered(c: BrokerContext, triggered: TriggeredWebhook[], maxAttempts: number, of: string): Response {
  const self = { title: `Webhooks triggered by the publication of ${of}`, href: resourceUrl(c) };
  return halResponse(c, { _embedded: presentTriggered(triggered, maxAttempts, c.var.urls), _links: { self } });
}
