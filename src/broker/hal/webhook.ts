import type { StoredWebhook } from '../store/webhooks.ts';
import type { Urls } from '../url/urls.ts';
import { redactSecrets } from '../webhooks/redaction.ts';
import { displayName, type Party, type Webhook } from '../webhooks/webhook.ts';
import { type Link, timestamps } from './hal.ts';

/** A webhook without its secrets. */
export function presentWebhook(webhook: StoredWebhook, urls: Urls) {
  const { uuid, consumer, provider, enabled } = webhook;
  const { method, url, headers, body, username, password } = redactSecrets(webhook.request);
  return {
    uuid,
    description: displayName(webhook),
    consumer,
    provider,
    enabled,
    request: {
      method,
      url,
      ...(Object.keys(headers).length > 0 && { headers }),
      body,
      username,
      password,
    },
    events: webhook.events.map((name) => ({ name })),
    ...timestamps(webhook),
    _links: webhookLinks(webhook, urls),
  };
}

export function webhookUrl(uuid: string, urls: Urls): string {
  return urls.href`/webhooks/${uuid}`;
}

function webhookLinks(webhook: Webhook, urls: Urls) {
  const { uuid, consumer, provider } = webhook;
  const self = webhookUrl(uuid, urls);
  return {
    self: { title: displayName(webhook), href: self },
    'pb:execute': {
      title:
        'Test the execution of the webhook with the latest matching pact or verification by sending a POST request to this URL',
      href: `${self}/execute`,
    },
    ...partyLink('consumer', consumer, urls),
    ...partyLink('provider', provider, urls),
    'pb:pact-webhooks':
      consumer?.name === undefined || provider?.name === undefined
        ? undefined
        : {
            title: `All webhooks for consumer ${consumer.name} and provider ${provider.name}`,
            href: urls.href`/webhooks/provider/${provider.name}/consumer/${consumer.name}`,
          },
    'pb:webhooks': { title: 'All webhooks', href: `${urls.base}/webhooks` },
  };
}

function partyLink(role: 'consumer' | 'provider', party: Party | undefined, urls: Urls): Record<string, Link> {
  const title = role === 'consumer' ? 'Consumer' : 'Provider';
  if (party?.name !== undefined)
    return { [`pb:${role}`]: { title, name: party.name, href: urls.pacticipant(party.name) } };
  if (party?.label === undefined) return {};
  const href = urls.href`/pacticipants/label/${party.label}`;
  return { [`pb:${role}s`]: { title: `${title}s by label`, name: party.label, href } };
}

/** A list of webhooks, with a link to create one. */
export function presentWebhooks(webhooks: readonly Webhook[], self: string, title: string, urls: Urls) {
  return {
    _links: {
      self: { title, href: self },
      'pb:create': { title: 'POST to create a webhook', href: self },
      'pb:webhooks': webhooks.map((webhook) => ({
        title: scopeOf(webhook),
        name: displayName(webhook),
        href: webhookUrl(webhook.uuid, urls),
      })),
      curies: [{ name: 'pb', href: `${urls.base}/doc/webhooks-{rel}`, templated: true }],
    },
  };
}

function scopeOf({ consumer, provider }: Webhook): string {
  if (consumer && provider)
    return `A webhook for the pact between ${partyName('consumers', consumer)} and ${partyName('providers', provider)}`;
  if (consumer) return `A webhook for all pacts with ${partyName('consumer', consumer, 'consumer ')}`;
  if (provider) return `A webhook for all pacts with ${partyName('provider', provider, 'provider ')}`;
  return 'A webhook for all pacts';
}

function partyName(role: string, { name, label }: Party, before = ''): string {
  return name === undefined ? `${role} labeled '${label}'` : before + name;
}
