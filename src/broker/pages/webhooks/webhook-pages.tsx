import { pathPart } from '../../http/path-part.ts';
import { listRecentlyTriggered, listTriggeredBy } from '../../store/triggered-webhooks.ts';
import { findWebhook, listWebhooks, type StoredWebhook } from '../../store/webhooks.ts';
import { redactSecrets } from '../../webhooks/redaction.ts';
import { displayName, requestName } from '../../webhooks/webhook.ts';
import type { PageContent, PageContext } from '../page.ts';
import { StackedTable } from '../parts/stacked-table.tsx';
import { Timestamp } from '../parts/values.tsx';
import { RecentDeliveries } from './recent-deliveries.tsx';
import { eventWords, scopeOf } from './words.ts';

const told = 50;

/** Who is told what when something happens, and what was told last. */
export async function webhookListPage(context: PageContext): Promise<PageContent> {
  const found = await listWebhooks(context.db);
  const triggered = await listRecentlyTriggered(context.db, told);
  const body = (
    <>
      <h1>
        Webhooks <span class="count">{found.length}</span>
      </h1>
      {found.length === 0 ? <p>There is no webhook yet.</p> : <List context={context} webhooks={found} />}
      <RecentDeliveries context={context} triggered={triggered} />
    </>
  );
  return { title: 'Webhooks', body };
}

function List({ context: { to }, webhooks }: { context: PageContext; webhooks: readonly StoredWebhook[] }) {
  return (
    <StackedTable caption="Webhooks" columns={['Webhook', 'For', 'Sends', 'When']}>
      {webhooks.map((webhookPage) => (
        <tr>
          <td data-label="Webhook">
            <a href={to.to`/webhooks/${webhookPage.uuid}`}>{displayName(webhookPage)}</a>
            {!webhookPage.enabled && <span class="note"> disabled</span>}
          </td>
          <td data-label="For">{scopeOf(webhookPage)}</td>
          <td data-label="Sends">{requestName(webhookPage.request)}</td>
          <td data-label="When">{webhookPage.events.map(eventWords).join(', ')}</td>
        </tr>
      ))}
    </StackedTable>
  );
}

/** A webhook: whose events it waits for, what it sends, and what it sent. */
export async function webhook(context: PageContext): Promise<PageContent | undefined> {
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
            <Timestamp time={found.createdAt} now={now} />
          </dd>
        </div>
      </dl>
      <h2>What it sends</h2>
      <Request webhook={found} />
      <RecentDeliveries context={context} triggered={await listTriggeredBy(db, found.id, told)} />
    </>
  );
  return { title: displayName(found), body, trail: [{ name: 'Webhooks', href: `${to.base}/webhooks` }] };
}

/** The request as it may be read: secrets are stars. */
function Request({ webhook }: { webhook: StoredWebhook }) {
  const { method, url, headers, body, username } = redactSecrets(webhook.request);
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
