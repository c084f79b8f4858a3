import type { Pair } from '../store/pacts.ts';
import type { TriggeredWebhook } from '../store/triggered-webhooks.ts';
import type { Urls } from '../url/urls.ts';
import { dateTime, type Link } from './hal.ts';
import { pactName } from './pact-links.ts';
import { webhookUrl } from './webhook.ts';

/** Triggered webhooks with their status. */
export function presentTriggered(triggered: readonly TriggeredWebhook[], maxAttempts: number, urls: Urls) {
  return { triggeredWebhooks: triggered.map((one) => presentOne(one, maxAttempts, urls)) };
}

function presentOne(triggered: TriggeredWebhook, maxAttempts: number, urls: Urls) {
  const { name, status, attemptsMade } = triggered;
  const logs = logsUrl(triggered, urls);
  const isDone = status === 'success' || status === 'failure';
  return {
    name,
    status,
    attemptsMade,
    attemptsRemaining: isDone ? 0 : Math.max(maxAttempts - attemptsMade, 0),
    triggerType: 'resource_creation',
    eventName: triggered.eventName,
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
  return urls.href`/triggered-webhooks/${uuid}/logs`;
}

/** The status of the webhooks of a consumer and provider. */
export function presentStatus(
  { consumer, provider }: Pair,
  triggered: readonly TriggeredWebhook[],
  maxAttempts: number,
  urls: Urls,
) {
  const count = (status: string) => triggered.filter((one) => one.status === status).length;
  const present = (count: number) => (count > 0 ? count : undefined);
  const pair = urls.href`/pacts/provider/${provider}/consumer/${consumer}`;
  return {
    summary: {
      successful: count('success'),
      failed: count('failure'),
      retrying: present(count('retrying')),
      notRun: present(count('not_run')),
    },
    _embedded: presentTriggered(triggered, maxAttempts, urls),
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

interface Attempt {
  readonly success: number;
  readonly logs: string;
  readonly createdAt: string;
}

/** The attempts of a triggered webhook. */
export function presentAttempts(triggered: TriggeredWebhook, attempts: readonly Attempt[], urls: Urls) {
  const { uuid, eventName, consumer, provider, webhookId, webhookUuid } = triggered;
  return {
    eventName,
    consumerName: consumer,
    providerName: provider,
    executions: attempts.map(({ success, logs, createdAt }) => ({
      success: success === 1,
      logs,
      createdAt: dateTime(createdAt),
    })),
    _embedded: { triggeredWebhook: { uuid } },
    _links: {
      self: { title: 'Triggered webhook logs', href: logsUrl(triggered, urls) },
      ...(webhookId !== null && { 'pb:webhook': { href: webhookUrl(webhookUuid, urls), title: 'Webhook' } }),
    },
  };
}
