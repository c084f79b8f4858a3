import type { VersionDetails } from '../../store/version-details.ts';
import type { Version } from '../../store/versions.ts';
import type { PageContext } from '../page.ts';
import { ExternalLink, VersionLink } from '../parts/links.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { Timestamp } from '../parts/values.tsx';
import { VersionRefs } from '../parts/version-refs.tsx';

interface Props {
  readonly context: PageContext;
  readonly name: string;
  readonly versions: readonly Version[];
  readonly details: ReadonlyMap<number, VersionDetails>;
}

/** Versions with their branches, tags, environments and builds. */
export function VersionTable({ context: { urls, now }, name, versions, details }: Props) {
  if (versions.length === 0) return <p>No versions yet.</p>;
  return (
    <StackedTable
      caption={`Versions of ${name}, newest first`}
      columns={['Version', 'Branches, tags, environments', 'Build', 'Created']}
    >
      {versions.map(({ id, number, buildUrl, createdAt }) => (
        <tr>
          <td data-label="Version">
            <VersionLink urls={urls} name={name} number={number} />
          </td>
          <td data-label="Branches, tags, environments">
            <VersionRefs details={details.get(id)} urls={urls} />
          </td>
          <td data-label="Build">
            {buildUrl ? <ExternalLink href={buildUrl} text="build" /> : <span class="none">–</span>}
          </td>
          <td data-label="Created">
            <Timestamp time={createdAt} now={now} />
          </td>
        </tr>
      ))}
    </StackedTable>
  );
}
