import type { Stay } from '../../store/environment-history.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { Timestamp } from '../parts/values.tsx';

interface Props {
  readonly context: PageContext;
  readonly caption: string;
  readonly stays: readonly Stay[];
  /** Whether some may have ended. */
  readonly withEnd?: boolean;
}

/** Deployments and releases. */
export function PlacementTable({ context: { to, now }, caption, stays, withEnd = false }: Props) {
  if (stays.length === 0) return <p>Nothing is recorded.</p>;
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
        {stays.map(({ kind, pacticipant, version, applicationInstance, since, until }) => (
          <tr>
            <td data-label="Pacticipant">
              <PacticipantLink to={to} name={pacticipant} />
            </td>
            <td data-label="Version">
              <VersionLink to={to} name={pacticipant} number={version} />
            </td>
            <td data-label="How">{applicationInstance === null ? kind : `${kind} as ${applicationInstance}`}</td>
            <td data-label="Since">
              <Timestamp time={since} now={now} />
            </td>
            {withEnd && (
              <td data-label="Until">{until === null ? 'there now' : <Timestamp time={until} now={now} />}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
