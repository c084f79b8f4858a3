import { z } from 'zod';
import type { BrokerApp, BrokerContext } from '../context.ts';
import { halResponse } from '../hal/hal.ts';
import { presentExecution } from '../hal/webhook-execution.ts';
import { jsonTypes, mountResource, withBody } from '../http/resource.ts';
import { findWebhook, type StoredWebhook } from '../store/webhooks.ts';
import { pathParam, resourceUrl } from '../url/request.ts';
import { executeWebhook, type WebhookRuntime } from '../webhooks/execute-webhook.ts';
import { testParameters } from '../webhooks/test-parameters.ts';
import { type NewWebhook, webhookSchema } from '../webhooks/webhook-schema.ts';
import { checkParties } from './webhooks.ts';

/** Whatever comes with the request to try a saved webhook out is not looked at. */
const anyBody = {
  consumes: [...jsonTypes, '', 'text/plain', 'application/x-www-form-urlencoded'],
  schema: z.unknown(),
  parse: () => ({}),
  bodyOptional: true,
  readOnly: true,
};

/** Tries webhooks out, saved or not, at once: with the latest pact that they are for, or with made-up names. */
export function webhookExecutionRoutes(app: BrokerApp, outside: WebhookRuntime): void {
  mountResource(app, '/webhooks/execute', {
    POST: withBody(
      { consumes: jsonTypes, schema: webhookSchema(outside.settings), readOnly: true },
      async (c, webhook: NewWebhook) => {
        await checkParties(c, webhook);
        return tryOut(c, webhook, outside);
      },
    ),
  });
  mountResource<StoredWebhook>(app, '/webhooks/:uuid/execute', {
    find: (c) => findWebhook(c.var.db, pathParam(c, 'uuid')),
    POST: withBody(anyBody, (c, _body, webhook) => tryOut(c, webhook, outside, webhook.uuid)),
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
  return halResponse(c, presentExecution(execution, { uuid, self: resourceUrl(c), shown }, urls));
}
