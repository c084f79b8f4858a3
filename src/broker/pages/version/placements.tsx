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

/** The environments that a version is or was in. */
export function VersionPlacements({ context: { urls, now }, environments, deployments, releases }: Props) {
  const placements = [...deployments, ...releases];
  if (placements.length === 0) return null;
  return (
    <section aria-labelledby="placements">
      <h2 id="placements">Deployments and releases</h2>
      <StackedTable
        caption="Deployments and releases of this version"
        columns={['Environment', 'Kind', 'Since', 'Until']}
      >
        {placements.map(({ kind, environmentId, applicationInstance, createdAt, endedAt }) => {
          const environment = environments.find(({ id }) => id === environmentId);
          return (
            <tr>
              <td data-label="Environment">
                {environment && <a href={urls.environment(environment.uuid)}>{displayNameOf(environment)}</a>}
              </td>
              <td data-label="Kind">{applicationInstance === null ? kind : `${kind} as ${applicationInstance}`}</td>
              <td data-label="Since">
                <Timestamp time={createdAt} now={now} />
              </td>
              <td data-label="Until">{endedAt === null ? 'now' : <Timestamp time={endedAt} now={now} />}</td>
            </tr>
          );
        })}
      </StackedTable>
    </section>
  );
}
