import { plural } from '../../../text/duration.ts';
import { displayNameOf } from '../../hal/environment.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { PairingBadge } from '../parts/state.tsx';
import { Timestamp } from '../parts/values.tsx';
import type { PacticipantRow } from './pacticipant-rows.ts';

interface Props {
  readonly context: PageContext;
  readonly rows: readonly PacticipantRow[];
  readonly total: number;
  readonly sort: 'name' | 'created';
  readonly urlWith: (change: Record<string, string>) => string;
}

/** Pacticipants with their latest version, its branch, their state, and where they are. */
export function PacticipantTable({ context, rows, total, sort, urlWith }: Props) {
  return (
    <table class="stacked">
      <caption class="visually-hidden">{plural(total, 'pacticipant')}</caption>
      <thead>
        <tr>
          <th scope="col" {...(sort === 'name' && { 'aria-sort': 'ascending' })}>
            <a href={urlWith({ sort: 'name' })}>{sort === 'name' ? 'Name ↑' : 'Name'}</a>
          </th>
          <th scope="col">Latest version</th>
          <th scope="col">Branch</th>
          <th scope="col">State</th>
          <th scope="col">Environments</th>
          <th scope="col" {...(sort === 'created' && { 'aria-sort': 'descending' })}>
            <a href={urlWith({ sort: 'created' })}>{sort === 'created' ? 'Created ↓' : 'Created'}</a>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row context={context} row={row} urlWith={urlWith} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ context: { urls, now }, row, urlWith }: Pick<Props, 'context' | 'urlWith'> & { row: PacticipantRow }) {
  const { pacticipant, labels, latest, details, mostSeverePairing, environments } = row;
  const { name, displayName, createdAt } = pacticipant;
  return (
    <tr>
      <td data-label="Name">
        <PacticipantLink urls={urls} name={name} />
        {displayName && displayName !== name && <span class="note">{` ${displayName}`}</span>}
        {labels.map((label) => (
          <>
            {' '}
            <a class="ref" href={urlWith({ label })}>
              {label}
            </a>
          </>
        ))}
      </td>
      <td data-label="Latest version">
        {latest ? <VersionLink urls={urls} name={name} number={latest.number} /> : <span class="none">none</span>}
      </td>
      <td data-label="Branch">
        {details?.branches.length ? details.branches.map((one) => one.name).join(', ') : <span class="none">–</span>}
      </td>
      <td data-label="State">
        {mostSeverePairing ? <PairingBadge of={mostSeverePairing} urls={urls} /> : <span class="none">no pacts</span>}
      </td>
      <td data-label="Environments">
        {environments.length === 0 ? (
          <span class="none">–</span>
        ) : (
          environments.map((environment) => (
            <>
              <a class="ref environment" href={urls.environment(environment.uuid)}>
                {displayNameOf(environment)}
              </a>{' '}
            </>
          ))
        )}
      </td>
      <td data-label="Created">
        <Timestamp time={createdAt} now={now} />
      </td>
    </tr>
  );
}
