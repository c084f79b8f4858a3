import type { Placement } from '../../store/placements.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { Timestamp } from '../parts/values.tsx';

interface Props {
  readonly context: PageContext;
  readonly caption: string;
  readonly placements: readonly Placement[];
  /** Whether some may have ended. */
  readonly withEnd?: boolean;
}

/** Deployments and releases. */
export function PlacementTable({ context: { to, now }, caption, placements, withEnd = false }: Props) {
  if (placements.length === 0) return <p>Nothing is recorded.</p>;
  return (
    <table class="stacked">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Pacticipant</th>
          <th scope="col">Version</th>
          <th scope="col">How</th>
          <th scope="col">Since</th>
          {withEnd && <th scope="col">Until</th>}
        </tr>
      </thead>
      <tbody>
        {placements.map(({ kind, pacticipantName, versionNumber, applicationInstance, createdAt, endedAt }) => (
          <tr>
            <td data-label="Pacticipant">
              <PacticipantLink to={to} name={pacticipantName} />
            </td>
            <td data-label="Version">
              <VersionLink to={to} name={pacticipantName} number={versionNumber} />
            </td>
            <td data-label="How">{applicationInstance === null ? kind : `${kind} as ${applicationInstance}`}</td>
            <td data-label="Since">
              <Timestamp time={createdAt} now={now} />
            </td>
            {withEnd && (
              <td data-label="Until">{endedAt === null ? 'there now' : <Timestamp time={endedAt} now={now} />}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
