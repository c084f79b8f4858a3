import type { Placement } from '../../store/placements.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { Timestamp } from '../parts/values.tsx';

interface Props {
  readonly context: PageContext;
  readonly caption: string;
  readonly placements: readonly Placement[];
  /** Adds a column with the end of each placement. */
  readonly withEnd?: boolean;
}

/** Deployments and releases in an environment. */
export function PlacementTable({ context: { urls, now }, caption, placements, withEnd = false }: Props) {
  if (placements.length === 0) return <p>No deployment or release is recorded.</p>;
  return (
    <StackedTable
      caption={caption}
      columns={['Pacticipant', 'Version', 'Kind', 'Since', ...(withEnd ? ['Until'] : [])]}
    >
      {placements.map(({ kind, pacticipantName, versionNumber, applicationInstance, createdAt, endedAt }) => (
        <tr>
          <td data-label="Pacticipant">
            <PacticipantLink urls={urls} name={pacticipantName} />
          </td>
          <td data-label="Version">
            <VersionLink urls={urls} name={pacticipantName} number={versionNumber} />
          </td>
          <td data-label="Kind">{applicationInstance === null ? kind : `${kind} as ${applicationInstance}`}</td>
          <td data-label="Since">
            <Timestamp time={createdAt} now={now} />
          </td>
          {withEnd && <td data-label="Until">{endedAt === null ? 'now' : <Timestamp time={endedAt} now={now} />}</td>}
        </tr>
      ))}
    </StackedTable>
  );
}
