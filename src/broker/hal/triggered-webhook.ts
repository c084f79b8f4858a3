import type { Pair } from '../store/pacts.ts';
import type { TriggeredWebhook } from '../store/triggered-webhooks.ts';
import type { Urls } from '../url/urls.ts';
import { dateTime, type Link } from './hal.ts';
import { pactName } from './pact-links.ts';
import { webhookUrl } from './webhook.ts';

/** What webhooks have sent, or still try to. */
export function presentTriggered(triggered: readonly TriggeredWebhook[], tries: number, urls: Urls) {
  return { triggeredWebhooks: triggered.map((one) => presentOne(one, tries, urls)) };
}

function presentOne(triggered: TriggeredWebhook, tries: number, urls: Urls) {
  const { name, status, attemptsMade } = triggered;
  const logs = logsUrl(triggered, urls);
  const isDone = status === 'success' || status === 'failure';
  return {
    ...{ name, status, attemptsMade, attemptsRemaining: isDone ? 0 : Math.max(tries - attemptsMade, 0) },
    ...{ triggerType: 'resource_creation', eventName: triggered.eventName },
    triggeredAt: dateTime(triggered.createdAt),
    _links: {
      'pb:logs': { href: logs, title: 'Webhook execution logs', name },
      logs: { href: logs, title: 'DEPRECATED - Use pb:logs', name },
      ...(triggered.webhookId !== null && {
        'pb:webhook': { href: webhookUrl(triggered.webhookUuid, urls), title: 'Webhook', name },
      }),
    },
  };
}

function logsUrl({ uuid }: TriggeredWebhook, urls: Urls): string {
  return urls.to`/triggered-webhooks/${uuid}/logs`;
}

/** How the webhooks between two pacticipants fare. */
export function presentStatus(
  { consumer, provider }: Pair,
  triggered: readonly TriggeredWebhook[],
  tries: number,
  urls: Urls,
) {
  const count = (status: string) => triggered.filter((one) => one.status === status).length;
  const present = (count: number) => (count > 0 ? count : undefined);
  const pair = urls.to`/pacts/provider/${provider}/consumer/${consumer}`;
  return {
    summary: {
      ...{ successful: count('success'), failed: count('failure') },
      ...{ retrying: present(count('retrying')), notRun: present(count('not_run')) },
    },
    _embedded: presentTriggered(triggered, tries, urls),
    _links: {
      self: { href: `${pair}/webhooks/status`, title: 'Webhooks status' },
      'pb:error-logs': triggered.filter(hasFailed).map((one) => errorLink(one, urls)),
      'pb:pact-webhooks': {
        title: `Webhooks for the pact between ${consumer} and ${provider}`,
        href: `${pair}/webhooks`,
      },
      'pb:pact-version': pactLink(triggered[0], urls),
      'pb:consumer': { href: urls.pacticipant(consumer), title: 'Consumer', name: consumer },
      'pb:provider': { href: urls.pacticipant(provider), title: 'Provider', name: provider },
    },
  };
}

function hasFailed({ status }: TriggeredWebhook): boolean {
  return status === 'failure' || status === 'retrying';
}

function errorLink(triggered: TriggeredWebhook, urls: Urls): Link {
  return { href: logsUrl(triggered, urls), title: 'Error logs', name: triggered.name };
}

function pactLink(triggered: TriggeredWebhook | undefined, urls: Urls): Link | undefined {
  if (!triggered) return undefined;
  const { provider, consumer, consumerVersion } = triggered;
  return { href: urls.pact(provider, consumer, consumerVersion), title: 'Pact', name: pactName(triggered) };
}

interface Try {
  readonly success: number;
  readonly logs: string;
  readonly createdAt: string;
}

/** The tries of one that was set off. */
export function presentTries(triggered: TriggeredWebhook, tries: readonly Try[], urls: Urls) {
  const { uuid, eventName, consumer, provider, webhookId, webhookUuid } = triggered;
  return {
    ...{ eventName, consumerName: consumer, providerName: provider },
    executions: tries.map(({ success, logs, createdAt }) => ({
      ...{ success: success === 1, logs, createdAt: dateTime(createdAt) },
    })),
    _embedded: { triggeredWebhook: { uuid } },
    _links: {
      self: { title: 'Triggered webhook logs', href: logsUrl(triggered, urls) },
      ...(webhookId !== null && { 'pb:webhook': { href: webhookUrl(webhookUuid, urls), title: 'Webhook' } }),
    },
  };
}
