import type { VersionDetails } from '../../store/version-details.ts';
import type { Version } from '../../store/versions.ts';
import type { PageContext } from '../page.ts';
import { Marks } from '../parts/marks.tsx';
import { OutsideLink } from '../parts/outside-link.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { VersionLink } from '../parts/version-link.tsx';
import { When } from '../parts/when.tsx';

interface Props {
  readonly context: PageContext;
  readonly name: string;
  readonly versions: readonly Version[];
  readonly details: ReadonlyMap<number, VersionDetails>;
}

/** Versions with their branches, tags and environments, and the builds that made them. */
export function VersionTable({ context: { to, now }, name, versions, details }: Props) {
  if (versions.length === 0) return <p>It has no version yet.</p>;
  return (
    <StackedTable
      caption={`Versions of ${name}, newest first`}
      columns={['Version', 'Branches, tags, environments', 'Build', 'Here since']}
    >
      {versions.map(({ id, number, buildUrl, createdAt }) => (
        <tr>
          <td data-label="Version">
            <VersionLink to={to} name={name} number={number} />
          </td>
          <td data-label="Marks">
            <Marks details={details.get(id)} to={to} />
          </td>
          <td data-label="Build">
            {buildUrl ? <OutsideLink href={buildUrl} text="build" /> : <span class="none">–</span>}
          </td>
          <td data-label="Here since">
            <When time={createdAt} now={now} />
          </td>
        </tr>
      ))}
    </StackedTable>
  );
}
