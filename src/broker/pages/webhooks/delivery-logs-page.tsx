import { findTriggered } from '../../store/triggered-webhooks.ts';
import { listExecutions } from '../../store/webhook-queue.ts';
import { pathParam } from '../../url/request.ts';
import type { PageContent, PageContext } from '../page.ts';
import { ActionButton } from '../parts/action-form.tsx';
import { Timestamp } from '../parts/values.tsx';
import { RecentDeliveries } from './recent-deliveries.tsx';

/** One delivery of a webhook, with the log of each attempt. */
export async function deliveryLogsPage(context: PageContext): Promise<PageContent | undefined> {
  const { c, db, urls, now } = context;
  const delivery = await findTriggered(db, pathParam(c, 'uuid'));
  if (!delivery) return undefined;
  const attempts = await listExecutions(db, delivery.id);
  const body = (
    <>
      <h1>{delivery.name}</h1>
      <RecentDeliveries context={context} deliveries={[delivery]} heading="Delivery" />
      {delivery.webhookId !== null && delivery.dueAt === null && (
        <div class="actions">
          <ActionButton context={context} path="/actions/redeliver" uuid={delivery.uuid} label="Redeliver" />
        </div>
      )}
      <h2>
        Attempts <span class="count">{attempts.length}</span>
      </h2>
      {attempts.length === 0 && <p>There are no attempts.</p>}
      {attempts.map(({ success, logs, createdAt }) => (
        <article>
          <h3>
            <span class={`state ${success === 1 ? 'verified' : 'failed'}`}>
              {success === 1 ? '✔ sent' : '✘ failed'}
            </span>{' '}
            <Timestamp time={createdAt} now={now} />
          </h3>
          <pre class="log" tabindex={0}>
            {logs}
          </pre>
        </article>
      ))}
    </>
  );
  const allWebhooks = { name: 'Webhooks', href: `${urls.base}/webhooks` };
  const webhook = { name: 'This webhook', href: urls.href`/webhooks/${delivery.webhookUuid}` };
  const isDeleted = delivery.webhookId === null;
  const breadcrumbs = isDeleted ? [allWebhooks] : [allWebhooks, webhook];
  return { title: delivery.name, body, breadcrumbs, isRefreshable: true };
}
