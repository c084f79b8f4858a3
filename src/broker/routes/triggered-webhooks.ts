import type { BrokerApp, BrokerContext } from '../context.ts';
import { halResponse } from '../hal/hal.ts';
import { pactName } from '../hal/pact-links.ts';
import { presentStatus, presentTries, presentTriggered } from '../hal/triggered-webhook.ts';
import { preferredType } from '../http/negotiation.ts';
import { mountResource } from '../http/resource.ts';
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
import { getPairIds, type PairIds, pairOf, pairPath } from './pair.ts';
import { findResult, type PactResult } from './verification-results.ts';

const notYet = 'Webhook has not executed yet. Please retry in a few seconds.';
const logTypes = ['text/plain', 'application/hal+json'] as const;

/** The webhooks that a pact or a result has set off, how those between two pacticipants fare, and what each try came to. */
export function triggeredWebhookRoutes(app: BrokerApp, { retrySchedule }: WebhookSettings): void {
  const tries = retrySchedule.length + 1;
  mountResource<Pact>(app, `${pairPath}/version/:version/triggered-webhooks`, {
    find: (c) => findPact(c.var.db, pairOf(c), pathParam(c, 'version')),
    GET: async (c, pact) => {
      const triggered = await listTriggeredByPact(c.var.db, pact.consumerVersionId, pact.providerId);
      return list(c, triggered, tries, `the ${pactName(pact).replace(/^P/, 'p')}`);
    },
  });
  mountResource<PactResult>(app, `${pairPath}/pact-version/:sha/verification-results/:number/triggered-webhooks`, {
    find: findResult,
    GET: async (c, { verification: { id } }) =>
      list(c, await listTriggeredByResult(c.var.db, id), tries, `verification result ${id}`),
  });
  mountResource<PairIds>(app, `${pairPath}/webhooks/status`, {
    find: getPairIds,
    GET: async (c, { consumerId, providerId }) => {
      const triggered = await listLatestTriggered(c.var.db, consumerId, providerId);
      return halResponse(c, presentStatus(pairOf(c), triggered, tries, c.var.urls));
    },
  });
  mountResource<TriggeredWebhook>(app, '/triggered-webhooks/:uuid/logs', {
    produces: logTypes,
    find: (c) => findTriggered(c.var.db, pathParam(c, 'uuid')),
    GET: async (c, triggered) => {
      const executions = await listExecutions(c.var.db, triggered.id);
      if (preferredType(c, logTypes) !== 'text/plain')
        return halResponse(c, presentTries(triggered, executions, c.var.urls));
      const text = executions.map(({ logs }) => logs).join('\n') || notYet;
      return c.body(text, 200, { 'content-type': 'text/plain;charset=utf-8' });
    },
  });
}

function list(c: BrokerContext, triggered: TriggeredWebhook[], tries: number, of: string): Response {
  const self = { title: `Webhooks triggered by the publication of ${of}`, href: resourceUrl(c) };
  return halResponse(c, { _embedded: presentTriggered(triggered, tries, c.var.urls), _links: { self } });
}
