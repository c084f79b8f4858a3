import { listRecentlyTriggered, listTriggeredByWebhook } from '../../store/triggered-webhooks.ts';
import { findWebhook, listWebhooks, type StoredWebhook } from '../../store/webhooks.ts';
import { pathParam } from '../../url/request.ts';
import { redactSecrets } from '../../webhooks/redaction.ts';
import { displayName, type Party, requestName } from '../../webhooks/webhook.ts';
import { deletions } from '../actions/deletions.ts';
import type { PageContent, PageContext } from '../page.ts';
import { ActionButton, DeleteLink } from '../parts/action-form.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { Timestamp } from '../parts/values.tsx';
import { formatEventName, RecentDeliveries } from './recent-deliveries.tsx';

const MAX_DELIVERIES = 50;

/** All webhooks, and the recent deliveries of all of them. */
export async function webhookListPage(context: PageContext): Promise<PageContent> {
  const webhooks = await listWebhooks(context.db);
  const body = (
    <>
      <h1>
        Webhooks <span class="count">{webhooks.length}</span>
      </h1>
      {webhooks.length === 0 ? <p>There are no webhooks.</p> : <WebhookTable context={context} webhooks={webhooks} />}
      <RecentDeliveries context={context} deliveries={await listRecentlyTriggered(context.db, MAX_DELIVERIES)} />
    </>
  );
  return { title: 'Webhooks', body, isRefreshable: true };
}

/** One webhook: its scope, events and request, and its recent deliveries. */
export async function webhookPage(context: PageContext): Promise<PageContent | undefined> {
  const { c, db, urls, now } = context;
  const webhook = await findWebhook(db, pathParam(c, 'uuid'));
  if (!webhook) return undefined;
  const body = (
    <>
      <h1>{displayName(webhook)}</h1>
      <dl class="facts">
        <div>
          <dt>State</dt>
          <dd>{webhook.enabled ? 'enabled' : 'disabled'}</dd>
        </div>
        <div>
          <dt>Scope</dt>
          <dd>{formatScope(webhook)}</dd>
        </div>
        <div>
          <dt>Events</dt>
          <dd>{webhook.events.map(formatEventName).join(', ')}</dd>
        </div>
        <div>
          <dt>Created</dt>
          <dd>
            <Timestamp time={webhook.createdAt} now={now} />
          </dd>
        </div>
      </dl>
      <WebhookActions context={context} webhook={webhook} />
      <h2>Request</h2>
      <RequestTemplate webhook={webhook} />
      <RecentDeliveries context={context} deliveries={await listTriggeredByWebhook(db, webhook.id, MAX_DELIVERIES)} />
    </>
  );
  const breadcrumbs = [{ name: 'Webhooks', href: `${urls.base}/webhooks` }];
  return { title: displayName(webhook), body, breadcrumbs, isRefreshable: true };
}

/** The buttons for users who may write. */
function WebhookActions({ context, webhook }: { context: PageContext; webhook: StoredWebhook }) {
  if (!context.c.var.user.mayWrite) return null;
  const { uuid, enabled } = webhook;
  return (
    <div class="actions">
      <ActionButton context={context} path="/actions/test-webhook" uuid={uuid} label="Send a test request" />
      {enabled ? (
        <ActionButton context={context} path="/actions/disable-webhook" uuid={uuid} label="Disable" />
      ) : (
        <ActionButton context={context} path="/actions/enable-webhook" uuid={uuid} label="Enable" />
      )}
      <DeleteLink context={context} deletion={deletions.webhook} fields={{ uuid }} label="Delete …" />
    </div>
  );
}

function WebhookTable({ context: { urls }, webhooks }: { context: PageContext; webhooks: readonly StoredWebhook[] }) {
  return (
    <StackedTable caption="Webhooks" columns={['Webhook', 'Scope', 'Request', 'Events']}>
      {webhooks.map((webhook) => (
        <tr>
          <td data-label="Webhook">
            <a href={urls.href`/webhooks/${webhook.uuid}`}>{displayName(webhook)}</a>
            {!webhook.enabled && <span class="note"> disabled</span>}
          </td>
          <td data-label="Scope">{formatScope(webhook)}</td>
          <td data-label="Request">{requestName(webhook.request)}</td>
          <td data-label="Events">{webhook.events.map(formatEventName).join(', ')}</td>
        </tr>
      ))}
    </StackedTable>
  );
}

/** The request's template, with its secrets redacted. */
function RequestTemplate({ webhook }: { webhook: StoredWebhook }) {
  const { method, url, headers, body, username } = redactSecrets(webhook.request);
  const lines = [
    `${method} ${url}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(username === undefined ? [] : [`(Basic authentication as ${username})`]),
  ];
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body, null, 2);
  return (
    <pre class="log" tabindex={0}>
      {[...lines, ...(text ? ['', text] : [])].join('\n')}
    </pre>
  );
}

function formatScope({ consumer, provider }: StoredWebhook): string {
  return `${formatParty(consumer, 'any consumer')} with ${formatParty(provider, 'any provider')}`;
}

function formatParty(party: Party | undefined, anyParty: string): string {
  if (party?.name !== undefined) return party.name;
  return party?.label === undefined ? anyParty : `all labelled ${party.label}`;
}
