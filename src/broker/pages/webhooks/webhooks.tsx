import { listLastTriggered } from '../../store/triggered-webhooks.ts';
import { listWebhooks, type StoredWebhook } from '../../store/webhooks.ts';
import { displayName, requestName } from '../../webhooks/webhook.ts';
import type { PageContext, Shown } from '../page.ts';
import { StackedTable } from '../parts/stacked-table.tsx';
import { Triggered } from './triggered.tsx';
import { eventWords, scopeOf } from './words.ts';

const told = 50;

/** Who is told what when something happens, and what was told last. */
export async function webhooks(context: PageContext): Promise<Shown> {
  const found = await listWebhooks(context.db);
  const triggered = await listLastTriggered(context.db, told);
  const body = (
    <>
      <h1>
        Webhooks <span class="count">{found.length}</span>
      </h1>
      {found.length === 0 ? <p>There is no webhook yet.</p> : <List context={context} webhooks={found} />}
      <Triggered context={context} triggered={triggered} />
    </>
  );
  return { title: 'Webhooks', body };
}

function List({ context: { to }, webhooks }: { context: PageContext; webhooks: readonly StoredWebhook[] }) {
  return (
    <StackedTable caption="Webhooks" columns={['Webhook', 'For', 'Sends', 'When']}>
      {webhooks.map((webhook) => (
        <tr>
          <td data-label="Webhook">
            <a href={to.to`/webhooks/${webhook.uuid}`}>{displayName(webhook)}</a>
            {!webhook.enabled && <span class="note"> disabled</span>}
          </td>
          <td data-label="For">{scopeOf(webhook)}</td>
          <td data-label="Sends">{requestName(webhook.request)}</td>
          <td data-label="When">{webhook.events.map(eventWords).join(', ')}</td>
        </tr>
      ))}
    </StackedTable>
  );
}
