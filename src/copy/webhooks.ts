import type { BrokerClient, Hal, Link } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { pathOf } from './requests.ts';
import type { Copying } from './target.ts';

const stars = '**********';

async function readWebhooks(broker: BrokerClient): Promise<Hal[]> {
  const { _links } = await broker.get('/webhooks');
  const links = [_links?.['pb:webhooks'] ?? []].flat() as Link[];
  const webhooks: Hal[] = [];
  for (const { href } of links) webhooks.push(await broker.get(href));
  return webhooks;
}

/**
 * Whatever is published or verified calls the webhooks that are enabled.
 * @throws ContractError WEBHOOKS_WOULD_FIRE
 */
export async function assertNoWebhooksWouldFire({ to }: Copying, where: string): Promise<void> {
  if ((await readWebhooks(to.client)).some(({ enabled }) => enabled !== false))
    throw new ContractError('WEBHOOKS_WOULD_FIRE', where);
}

/** Makes the webhooks that are missing, last of all. One whose secrets nobody can read is made disabled, and is told about. */
export async function copyWebhooks({ from, to, ledger }: Copying): Promise<void> {
  const wanted = await readWebhooks(from);
  ledger.found('webhooks', wanted.length);
  for (const webhook of wanted) {
    const path = pathOf`/webhooks/${webhook.uuid}`;
    const subject = webhook.description ? `${webhook.description} (${webhook.uuid})` : webhook.uuid;
    if (await to.find(path)) ledger.there('webhooks');
    else {
      const { body, secrets } = withoutSecrets(webhook);
      await to.write('webhooks', subject, 'put', path, body);
      if (secrets.length > 0) {
        const why = `it is disabled until these are set again, which no broker tells: ${secrets.join(', ')}`;
        ledger.otherwise('webhooks', subject, why);
      }
    }
  }
}

/** What can be sent of a webhook, and what cannot. */
export function withoutSecrets({ description, enabled, events, consumer, provider, request }: Hal) {
  const { headers = {}, password, ...rest } = request;
  const hidden = Object.keys(headers).filter((name) => headers[name] === stars);
  const secrets = [...hidden.map((name) => `header ${name}`), ...(password === stars ? ['password'] : [])];
  const shown = Object.entries(headers).filter(([, value]) => value !== stars);
  const body = {
    ...(description && { description }),
    enabled: secrets.length === 0 && enabled !== false,
    events,
    ...(consumer && { consumer: scopeOf(consumer) }),
    ...(provider && { provider: scopeOf(provider) }),
    request: { ...rest, headers: Object.fromEntries(shown), ...(password && password !== stars && { password }) },
  };
  return { body, secrets };
}

function scopeOf({ name, label }: { name?: string; label?: string }) {
  return label ? { label } : { name };
}
