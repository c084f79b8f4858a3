import { pathPart } from '../../http/path-part.ts';
import { findTriggered } from '../../store/triggered-webhooks.ts';
import { listExecutions } from '../../store/webhook-queue.ts';
import type { PageContent, PageContext } from '../page.ts';
import { Timestamp } from '../parts/values.tsx';
import { RecentDeliveries } from './recent-deliveries.tsx';

/** Every try of one request, with its log. */
export async function deliveryLogsPage(context: PageContext): Promise<PageContent | undefined> {
  const { c, db, to, now } = context;
  const found = await findTriggered(db, pathPart(c, 'uuid'));
  if (!found) return undefined;
  const tries = await listExecutions(db, found.id);
  const body = (
    <>
      <h1>{found.name}</h1>
      <RecentDeliveries context={context} triggered={[found]} />
      <h2>
        Tries <span class="count">{tries.length}</span>
      </h2>
      {tries.length === 0 && <p>It has not been tried yet.</p>}
      {tries.map(({ success, logs: log, createdAt }) => (
        <article>
          <h3>
            <span class={`state ${success === 1 ? 'verified' : 'failed'}`}>
              {success === 1 ? '✔ sent' : '✘ failed'}
            </span>{' '}
            <Timestamp time={createdAt} now={now} />
          </h3>
          <pre class="log" tabindex={0}>
            {log}
          </pre>
        </article>
      ))}
    </>
  );
  const trail = [
    { name: 'Webhooks', href: `${to.base}/webhooks` },
    { name: 'this webhook', href: to.to`/webhooks/${found.webhookUuid}` },
  ];
  return { title: found.name, body, trail: found.webhookId === null ? trail.slice(0, 1) : trail };
}
