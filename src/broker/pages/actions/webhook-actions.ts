import { quoteForLog } from '../../../text/log-text.ts';
import type { BrokerContext } from '../../context.ts';
import { HttpError, notFoundError } from '../../http/http-error.ts';
import { inTransaction } from '../../http/resource.ts';
import { testWebhook } from '../../routes/webhook-execution.ts';
import { findTriggered } from '../../store/triggered-webhooks.ts';
import { redeliver } from '../../store/webhook-queue.ts';
import { findWebhook, type StoredWebhook, setWebhookEnabled } from '../../store/webhooks.ts';
import { displayName } from '../../webhooks/webhook.ts';
import { pageContext } from '../page.ts';
import { type ActionResult, type ActionRuntime, actionHandler, type RunAction } from './action.ts';

/** The actions of the webhook pages, by path. Each form has the UUID of a webhook or of a delivery. */
export function webhookActions(runtime: ActionRuntime) {
  const handle = (run: RunAction<'uuid'>) => actionHandler(['uuid'], run, runtime);
  return {
    '/actions/test-webhook': handle(async (c, { uuid }) => runTest(c, await getWebhook(c, uuid), runtime)),
    '/actions/enable-webhook': handle((c, { uuid }) => setEnabled(c, uuid, true)),
    '/actions/disable-webhook': handle((c, { uuid }) => setEnabled(c, uuid, false)),
    '/actions/redeliver': handle((c, { uuid }) => queueAgain(c, uuid, runtime)),
  };
}

/** Sends the request once, now, whether the webhook is enabled or not. Its log is shown but not stored. */
async function runTest(c: BrokerContext, webhook: StoredWebhook, { webhooks }: ActionRuntime): Promise<ActionResult> {
  const { success, log } = await testWebhook(c, webhook, webhooks, webhook.uuid);
  const sentence = success ? 'The test request was sent. The response reports success.' : 'The test request failed.';
  return {
    outcome: { success, sentence, details: log.toString() },
    location: webhookPath(c, webhook.uuid),
    log: `tested ${nameForLog(webhook)}: ${success ? 'success' : 'failure'}`,
  };
}

async function setEnabled(c: BrokerContext, uuid: string, enabled: boolean): Promise<ActionResult> {
  const webhook = await inTransaction(c, async () => {
    const found = await getWebhook(c, uuid);
    if (found.enabled !== enabled) await setWebhookEnabled(c.var.db, found.id, enabled, c.var.now);
    return found;
  });
  const what = enabled ? 'enabled' : 'disabled';
  return {
    outcome: {
      success: true,
      sentence: `The webhook ${webhook.enabled === enabled ? 'was already' : 'is now'} ${what}.`,
    },
    location: webhookPath(c, uuid),
    log: `${what} ${nameForLog(webhook)}`,
  };
}

async function queueAgain(c: BrokerContext, uuid: string, { webhooks }: ActionRuntime): Promise<ActionResult> {
  const delivery = await inTransaction(c, async () => {
    const found = await findTriggered(c.var.db, uuid);
    if (!found) throw notFoundError();
    if (found.webhookId === null) throw conflict('The webhook of this delivery was deleted.');
    const webhook = await getWebhook(c, found.webhookUuid);
    if (!webhook.enabled) throw conflict('The webhook of this delivery is disabled. Enable it first.');
    if (!(await redeliver(c.var.db, found, c.var.now))) throw conflict('This delivery is pending already.');
    return found;
  });
  webhooks.wake?.();
  return {
    outcome: { success: true, sentence: 'The delivery is queued again. Reload this page to see the attempt.' },
    location: pageContext(c).urls.href`/triggered-webhooks/${uuid}/logs`,
    log: `redelivered ${quoteForLog(delivery.name)} ${uuid} of webhook ${delivery.webhookUuid}`,
  };
}

const conflict = (error: string) => new HttpError(409, { error });

async function getWebhook(c: BrokerContext, uuid: string): Promise<StoredWebhook> {
  const webhook = await findWebhook(c.var.db, uuid);
  if (!webhook) throw notFoundError();
  return webhook;
}

function webhookPath(c: BrokerContext, uuid: string): string {
  return pageContext(c).urls.href`/webhooks/${uuid}`;
}

function nameForLog(webhook: StoredWebhook): string {
  return `webhook ${webhook.uuid} ${quoteForLog(displayName(webhook))}`;
}
