import { z } from 'zod';
import type { BrokerContext } from '../context.ts';
import { halResponse } from '../hal/hal.ts';
import { presentExecution } from '../hal/webhook-execution.ts';
import { jsonTypes, type Resource, withBody } from '../http/resource.ts';
import { findWebhook, type StoredWebhook } from '../store/webhooks.ts';
import { pathParam, resourceUrl } from '../url/request.ts';
import { executeWebhook, type WebhookExecution, type WebhookRuntime } from '../webhooks/execute-webhook.ts';
import { testParameters } from '../webhooks/test-parameters.ts';
import { type NewWebhook, webhookSchema } from '../webhooks/webhook-schema.ts';
import { checkParties, webhookLists } from './webhooks.ts';

/**
 * The body of a request that executes a saved webhook is ignored. It must be JSON: a form on another web page cannot
 * send JSON, so it cannot execute a webhook.
 */
const anyBody = {
  consumes: jsonTypes,
  schema: z.unknown(),
  parse: () => ({}),
  bodyOptional: true,
  readOnly: true,
};

/**
 * Executes webhooks once, saved or not, for testing: with the latest pact that they apply to, or with example values.
 */
export function webhookExecutionResources(runtime: WebhookRuntime) {
  const unsaved: Resource = {
    POST: withBody(
      { consumes: jsonTypes, schema: webhookSchema(runtime.settings), limited: webhookLists, readOnly: true },
      async (c, webhook: NewWebhook) => {
        await checkParties(c, webhook);
        return executeForTest(c, webhook, runtime);
      },
    ),
  };
  const saved: Resource<StoredWebhook> = {
    find: (c) => findWebhook(c.var.db, pathParam(c, 'uuid')),
    POST: withBody(anyBody, (c, _body, webhook) => executeForTest(c, webhook, runtime, webhook.uuid)),
  };
  return { unsaved, saved };
}

async function executeForTest(
  c: BrokerContext,
  webhook: NewWebhook,
  runtime: WebhookRuntime,
  uuid?: string,
): Promise<Response> {
  const execution = await testWebhook(c, webhook, runtime, uuid);
  const showsResponse = runtime.settings.hosts.length > 0;
  return halResponse(c, presentExecution(execution, { uuid, self: resourceUrl(c), showsResponse }, c.var.urls));
}

/** Sends the request of a webhook once, with the latest pact that it applies to, or with example values. Nothing is stored. */
export async function testWebhook(
  c: BrokerContext,
  webhook: NewWebhook,
  runtime: WebhookRuntime,
  uuid?: string,
): Promise<WebhookExecution> {
  const { db, urls } = c.var;
  const parameters = await testParameters(db, webhook, urls);
  const context = { base_url: urls.base, event_name: 'test' };
  const call = { uuid, template: webhook.request, parameters, context };
  const execution = await executeWebhook(call, runtime, c.req.raw.signal);
  if (!execution.success) execution.log.info('Webhook execution failed');
  return execution;
}
