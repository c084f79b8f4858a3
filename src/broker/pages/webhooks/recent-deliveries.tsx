import type { TriggeredWebhook } from '../../store/triggered-webhooks.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { Timestamp } from '../parts/values.tsx';
import { eventWords } from './words.ts';

const looks: Record<string, readonly [look: string, words: string]> = {
  success: ['verified', '✔ sent'],
  failure: ['failed', '✘ failed'],
  retrying: ['unverified', '… tries again'],
  not_run: ['absent', '○ waiting'],
};

/** What webhooks have sent, or still try to. */
export function RecentDeliveries({
  context: { to, now },
  triggered,
}: {
  context: PageContext;
  triggered: readonly TriggeredWebhook[];
}) {
  return (
    <section aria-labelledby="sent">
      <h2 id="sent">Sent last</h2>
      {triggered.length === 0 ? (
        <p>Nothing was sent yet.</p>
      ) : (
        <StackedTable caption="What was sent last, newest first" columns={['Request', 'Because', 'State', 'When']}>
          {triggered.map((one) => {
            const [look, words] = looks[one.status] ?? ['absent', one.status];
            return (
              <tr>
                <td data-label="Request">
                  <a href={to.to`/triggered-webhooks/${one.uuid}/logs`}>{one.name}</a>
                </td>
                <td data-label="Because">
                  {`${eventWords(one.eventName)}: `}
                  <PacticipantLink to={to} name={one.consumer} />{' '}
                  <VersionLink to={to} name={one.consumer} number={one.consumerVersion} /> with{' '}
                  <PacticipantLink to={to} name={one.provider} />
                </td>
                <td data-label="State">
                  <span class={`state ${look}`}>{words}</span>
                </td>
                <td data-label="When">
                  <Timestamp time={one.createdAt} now={now} />
                </td>
              </tr>
            );
          })}
        </StackedTable>
      )}
    </section>
  );
}
