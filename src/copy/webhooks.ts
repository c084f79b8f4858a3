import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal, Link } from '../broker-client/hal.ts';
import { ContractError } from '../config/errors.ts';
import { encodePath } from './requests.ts';
import type { CopyContext } from './target.ts';

/** What a broker returns in place of a secret. */
const REDACTED = '**********';

async function readWebhooks(broker: BrokerClient): Promise<Hal[]> {
  const { _links } = await broker.get('/webhooks');
  const links = [_links?.['pb:webhooks'] ?? []].flat() as Link[];
  const webhooks: Hal[] = [];
  for (const { href } of links) webhooks.push(await broker.get(href));
  return webhooks;
}

/**
 * Checks that the target has no enabled webhooks: publishing pacts and results there would execute them.
 * @throws ContractError WEBHOOKS_WOULD_FIRE
 */
export async function assertNoWebhooksWouldFire({ to }: CopyContext, targetName: string): Promise<void> {
  if ((await readWebhooks(to.client)).some(({ enabled }) => enabled !== false))
    throw new ContractError('WEBHOOKS_WOULD_FIRE', targetName);
}

/** Creates the missing webhooks. A webhook with secrets, which no broker returns, is created disabled and reported. */
export async function copyWebhooks({ from, to, report }: CopyContext): Promise<void> {
  const wanted = await readWebhooks(from);
  report.countFound('webhooks', wanted.length);
  for (const webhook of wanted) {
    const path = encodePath`/webhooks/${webhook.uuid}`;
    const subject = webhook.description ? `${webhook.description} (${webhook.uuid})` : webhook.uuid;
    if (await to.find(path)) report.countAlreadyPresent('webhooks');
    else {
      const { body, secrets } = withoutSecrets(webhook);
      await to.write('webhooks', subject, 'put', path, body);
      if (secrets.length > 0) {
        const reason = `it is disabled until its secrets are set again: ${secrets.join(', ')}`;
        report.addDifferent('webhooks', subject, reason);
      }
    }
  }
}

/** The body to send for a webhook, and the names of its secrets, which cannot be copied. */
function withoutSecrets({ description, enabled, events, consumer, provider, request }: Hal) {
  const { headers = {}, password, ...rest } = request;
  const redacted = Object.keys(headers).filter((name) => headers[name] === REDACTED);
  const secrets = [...redacted.map((name) => `header ${name}`), ...(password === REDACTED ? ['password'] : [])];
  const visible = Object.entries(headers).filter(([, value]) => value !== REDACTED);
  const body = {
    ...(description && { description }),
    enabled: secrets.length === 0 && enabled !== false,
    events,
    ...(consumer && { consumer: scopeOf(consumer) }),
    ...(provider && { provider: scopeOf(provider) }),
    request: { ...rest, headers: Object.fromEntries(visible), ...(password && password !== REDACTED && { password }) },
  };
  return { body, secrets };
}

function scopeOf({ name, label }: { name?: string; label?: string }) {
  return label ? { label } : { name };
}
