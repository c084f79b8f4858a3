import { type PairingState, STATES_BY_SEVERITY } from '../../../matrix/pairing.ts';
import { displayNameOf } from '../../hal/environment.ts';
import { findPairingsOfScopes, findVersionsInEnvironments } from '../../queries/pairings.ts';
import { listEnvironments } from '../../store/environments.ts';
import type { PageContent, PageContext } from '../page.ts';
import { StackedTable } from '../parts/stacked-table.tsx';
import { StateBadge } from '../parts/state.tsx';

/** All environments, with the number of pacticipants in each and the states of their integrations. */
export async function environmentListPage(context: PageContext): Promise<PageContent> {
  const { db, urls } = context;
  const environments = await listEnvironments(db);
  const versions = await findVersionsInEnvironments(db, environments);
  const pairings = await findPairingsOfScopes(db, versions);
  const rows = environments.map((environment, at) => ({
    environment,
    pacticipants: versions[at]?.size ?? 0,
    states: (pairings[at] ?? []).map(({ state }) => state),
  }));
  const body = (
    <>
      <h1>Environments</h1>
      <StackedTable
        caption="Environments and the states of their integrations"
        columns={['Environment', 'Kind', 'Pacticipants', 'Health']}
      >
        {rows.map(({ environment, pacticipants, states }) => (
          <tr>
            <td data-label="Environment">
              <a href={urls.environment(environment.uuid)}>{displayNameOf(environment)}</a>
            </td>
            <td data-label="Kind">{environment.production ? 'production' : 'not production'}</td>
            <td data-label="Pacticipants">{pacticipants}</td>
            <td data-label="Health">
              <StateCounts states={states} />
            </td>
          </tr>
        ))}
      </StackedTable>
    </>
  );
  return { title: 'Environments', body };
}

function StateCounts({ states }: { states: readonly PairingState[] }) {
  if (states.length === 0) return <span class="none">no integrations</span>;
  const counts = STATES_BY_SEVERITY.map((state) => ({ state, count: states.filter((one) => one === state).length }));
  return (
    <ul class="inline">
      {counts
        .filter(({ count }) => count > 0)
        .map(({ state, count }) => (
          <li>
            {count} <StateBadge of={state} />
          </li>
        ))}
    </ul>
  );
}
