import { z } from 'zod';
import { hal } from '../hal/hal.ts';
import { presentExecution } from '../hal/webhook-execution.ts';
import { pathPart } from '../http/path-part.ts';
import { type BrokerApp, type BrokerContext, jsonTypes, resource, takes } from '../http/resource.ts';
import { findWebhook, type StoredWebhook } from '../store/webhooks.ts';
import { resourceUrl } from '../url/request-url.ts';
import { executeWebhook, type WebhookRuntime } from '../webhooks/execute-webhook.ts';
import { testParameters } from '../webhooks/test-parameters.ts';
import { type NewWebhook, webhookSchema } from '../webhooks/webhook-schema.ts';
import { checkParties } from './webhooks.ts';

/** Whatever comes with the request to try a saved webhook out is not looked at. */
const anyBody = {
  consumes: [...jsonTypes, '', 'text/plain', 'application/x-www-form-urlencoded'],
  schema: z.unknown(),
  parse: () => ({}),
  ...{ bodyOptional: true, asks: true },
};

/** Tries webhooks out, saved or not, at once: with the latest pact that they are for, or with made-up names. */
export function webhookExecutionRoutes(app: BrokerApp, outside: WebhookRuntime): void {
  resource(app, '/webhooks/execute', {
    POST: takes(
      { consumes: jsonTypes, schema: webhookSchema(outside.settings), asks: true },
      async (c, webhook: NewWebhook) => {
        await checkParties(c, webhook);
        return tryOut(c, webhook, outside);
      },
    ),
  });
  resource<StoredWebhook>(app, '/webhooks/:uuid/execute', {
    find: (c) => findWebhook(c.var.db, pathPart(c, 'uuid')),
    POST: takes(anyBody, (c, _body, webhook) => tryOut(c, webhook, outside, webhook.uuid)),
  });
}

async function tryOut(
  c: BrokerContext,
  webhook: NewWebhook,
  outside: WebhookRuntime,
  uuid?: string,
): Promise<Response> {
  const { db, urls } = c.var;
  const parameters = await testParameters(db, webhook, urls);
  const context = { base_url: urls.base, event_name: 'test' };
  const execution = await executeWebhook(
    { uuid, template: webhook.request, parameters, context },
    outside,
    c.req.raw.signal,
  );
  if (!execution.success) execution.log.info('Webhook execution failed');
  const shown = outside.settings.hosts.length > 0;
  return hal(c, presentExecution(execution, { uuid, self: resourceUrl(c), shown }, urls));
}
