import { displayNameOf } from '../../hal/environment.ts';
import type { DeployedVersion } from '../../store/deployed-versions.ts';
import type { Environment } from '../../store/environments.ts';
import type { ReleasedVersion } from '../../store/released-versions.ts';
import type { PageContext } from '../page.ts';
import { StackedTable } from '../parts/stacked-table.tsx';
import { Timestamp } from '../parts/values.tsx';

interface Props {
  readonly context: PageContext;
  readonly environments: readonly Environment[];
  readonly deployments: readonly DeployedVersion[];
  readonly releases: readonly ReleasedVersion[];
}

/** Where a version is, and where it was. */
export function VersionPlacements({ context: { to, now }, environments, deployments, releases }: Props) {
  const stays = [
    ...deployments.map((one) => ({
      ...one,
      how: 'deployed',
      until: one.undeployedAt,
      instance: one.applicationInstance,
    })),
    ...releases.map((one) => ({ ...one, how: 'released', until: one.supportEndedAt, instance: null })),
  ];
  if (stays.length === 0) return null;
  const placeOf = (id: number) => environments.find((environment) => environment.id === id);
  return (
    <section aria-labelledby="stays">
      <h2 id="stays">Where it is and was</h2>
      <StackedTable
        caption="Deployments and releases of this version"
        columns={['Environment', 'How', 'From', 'Until']}
      >
        {stays.map(({ environmentId, how, instance, createdAt, until }) => {
          const environment = placeOf(environmentId);
          return (
            <tr>
              <td data-label="Environment">
                {environment && <a href={to.environment(environment.uuid)}>{displayNameOf(environment)}</a>}
              </td>
              <td data-label="How">{instance === null ? how : `${how} as ${instance}`}</td>
              <td data-label="From">
                <Timestamp time={createdAt} now={now} />
              </td>
              <td data-label="Until">{until === null ? 'it is there now' : <Timestamp time={until} now={now} />}</td>
            </tr>
          );
        })}
      </StackedTable>
    </section>
  );
}
