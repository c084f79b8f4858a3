import type { TriggeredWebhook } from '../../store/triggered-webhooks.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { Timestamp } from '../parts/values.tsx';

/** CSS class and label of each status of a triggered webhook. */
const statuses: Record<string, { readonly cssClass: string; readonly label: string }> = {
  success: { cssClass: 'verified', label: '✔ sent' },
  failure: { cssClass: 'failed', label: '✘ failed' },
  retrying: { cssClass: 'unverified', label: '… retrying' },
  not_run: { cssClass: 'queued', label: '○ queued' },
};

interface Props {
  readonly context: PageContext;
  readonly deliveries: readonly TriggeredWebhook[];
  readonly heading?: string;
}

/** What webhooks have sent or are about to send, newest first. */
export function RecentDeliveries({ context: { urls, now }, deliveries, heading = 'Recent deliveries' }: Props) {
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries">{heading}</h2>
      {deliveries.length === 0 ? (
        <p>There are no deliveries.</p>
      ) : (
        <StackedTable caption={`${heading}, newest first`} columns={['Request', 'Event', 'State', 'Triggered']}>
          {deliveries.map((delivery) => {
            const { cssClass, label } = statuses[delivery.status] ?? { cssClass: 'queued', label: delivery.status };
            return (
              <tr>
                <td data-label="Request">
                  <a href={urls.href`/triggered-webhooks/${delivery.uuid}/logs`}>{delivery.name}</a>
                </td>
                <td data-label="Event">
                  {`${formatEventName(delivery.eventName)}: `}
                  <PacticipantLink urls={urls} name={delivery.consumer} />{' '}
                  <VersionLink urls={urls} name={delivery.consumer} number={delivery.consumerVersion} /> with{' '}
                  <PacticipantLink urls={urls} name={delivery.provider} />
                </td>
                <td data-label="State">
                  <span class={`state ${cssClass}`}>{label}</span>
                </td>
                <td data-label="Triggered">
                  <Timestamp time={delivery.createdAt} now={now} />
                </td>
              </tr>
            );
          })}
        </StackedTable>
      )}
    </section>
  );
}

/** `provider_verification_failed` as "provider verification failed". */
export function formatEventName(name: string): string {
  return name.replaceAll('_', ' ');
}
