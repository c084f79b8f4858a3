import { pathPart } from '../../http/path-part.ts';
import { listTriggeredBy } from '../../store/triggered-webhooks.ts';
import { findWebhook, type StoredWebhook } from '../../store/webhooks.ts';
import { withoutSecrets } from '../../webhooks/redaction.ts';
import { displayName } from '../../webhooks/webhook.ts';
import type { PageContext, Shown } from '../page.ts';
import { When } from '../parts/when.tsx';
import { Triggered } from './triggered.tsx';
import { eventWords, scopeOf } from './words.ts';

const told = 50;

/** A webhook: whose events it waits for, what it sends, and what it sent. */
export async function webhook(context: PageContext): Promise<Shown | undefined> {
  const { c, db, to, now } = context;
  const found = await findWebhook(db, pathPart(c, 'uuid'));
  if (!found) return undefined;
  const body = (
    <>
      <h1>{displayName(found)}</h1>
      <dl class="facts">
        <div>
          <dt>State</dt>
          <dd>{found.enabled ? 'enabled' : 'disabled'}</dd>
        </div>
        <div>
          <dt>For</dt>
          <dd>{scopeOf(found)}</dd>
        </div>
        <div>
          <dt>When</dt>
          <dd>{found.events.map(eventWords).join(', ')}</dd>
        </div>
        <div>
          <dt>Here since</dt>
          <dd>
            <When time={found.createdAt} now={now} />
          </dd>
        </div>
      </dl>
      <h2>What it sends</h2>
      <Request webhook={found} />
      <Triggered context={context} triggered={await listTriggeredBy(db, found.id, told)} />
    </>
  );
  return { title: displayName(found), body, trail: [{ name: 'Webhooks', href: `${to.base}/webhooks` }] };
}

/** The request as it may be read: secrets are stars. */
function Request({ webhook }: { webhook: StoredWebhook }) {
  const { method, url, headers, body, username } = withoutSecrets(webhook.request);
  const lines = [
    `${method} ${url}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(username === undefined ? [] : [`(as ${username})`]),
  ];
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body, null, 2);
  return (
    <pre class="log" tabindex={0}>
      {[...lines, ...(text ? ['', text] : [])].join('\n')}
    </pre>
  );
}
