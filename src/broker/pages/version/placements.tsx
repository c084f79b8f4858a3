import { displayNameOf } from '../../hal/environment.ts';
import type { Environment } from '../../store/environments.ts';
import type { Placement } from '../../store/placements.ts';
import type { PageContext } from '../page.ts';
import { StackedTable } from '../parts/stacked-table.tsx';
import { Timestamp } from '../parts/values.tsx';

interface Props {
  readonly context: PageContext;
  readonly environments: readonly Environment[];
  readonly deployments: readonly Placement[];
  readonly releases: readonly Placement[];
}

/** Where a version is, and where it was. */
export function VersionPlacements({ context: { to, now }, environments, deployments, releases }: Props) {
  const placements = [...deployments, ...releases];
  if (placements.length === 0) return null;
  const placeOf = (id: number) => environments.find((environment) => environment.id === id);
  return (
    <section aria-labelledby="stays">
      <h2 id="stays">Where it is and was</h2>
      <StackedTable
        caption="Deployments and releases of this version"
        columns={['Environment', 'How', 'From', 'Until']}
      >
        {placements.map(({ kind, environmentId, applicationInstance, createdAt, endedAt }) => {
          const environment = placeOf(environmentId);
          return (
            <tr>
              <td data-label="Environment">
                {environment && <a href={to.environment(environment.uuid)}>{displayNameOf(environment)}</a>}
              </td>
              <td data-label="How">{applicationInstance === null ? kind : `${kind} as ${applicationInstance}`}</td>
              <td data-label="From">
                <Timestamp time={createdAt} now={now} />
              </td>
              <td data-label="Until">
                {endedAt === null ? 'it is there now' : <Timestamp time={endedAt} now={now} />}
              </td>
            </tr>
          );
        })}
      </StackedTable>
    </section>
  );
}
