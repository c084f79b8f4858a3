import { STATES_BY_SEVERITY } from '../../../matrix/pairing.ts';
import { displayNameOf } from '../../hal/environment.ts';
import { findPairings, findVersionsInEnvironment } from '../../queries/pairings.ts';
import { listEnvironments } from '../../store/environments.ts';
import type { PageContent, PageContext } from '../page.ts';
import { StackedTable } from '../parts/stacked-table.tsx';
import { StateBadge } from '../parts/state.tsx';

/** Every environment, how much is there and how that gets on. */
export async function environmentListPage(context: PageContext): Promise<PageContent> {
  const { db, to } = context;
  const rows = [];
  for (const environment of await listEnvironments(db)) {
    const place = await findVersionsInEnvironment(db, environment.id);
    rows.push({ environment, apps: place.size, pairings: await findPairings(db, place) });
  }
  const body = (
    <>
      <h1>Environments</h1>
      <StackedTable
        caption="Environments, and whether all that is there is verified"
        columns={['Environment', 'Kind', 'Pacticipants there', 'Health']}
      >
        {rows.map(({ environment, apps, pairings }) => (
          <tr>
            <td data-label="Environment">
              <a href={to.environment(environment.uuid)}>{displayNameOf(environment)}</a>
            </td>
            <td data-label="Kind">{environment.production ? 'production' : 'not production'}</td>
            <td data-label="Pacticipants there">{apps}</td>
            <td data-label="Health">
              <Health states={pairings.map(({ state }) => state)} />
            </td>
          </tr>
        ))}
      </StackedTable>
    </>
  );
  return { title: 'Environments', body };
}

/** Each state that there is, with how often. */
function Health({ states }: { states: readonly (typeof STATES_BY_SEVERITY)[number][] }) {
  const counts = STATES_BY_SEVERITY.map((state) => [state, states.filter((one) => one === state).length] as const);
  if (states.length === 0) return <span class="none">nothing meets there</span>;
  return (
    <ul class="marks">
      {counts.map(
        ([state, count]) =>
          count > 0 && (
            <li>
              {count} <StateBadge of={state} />
            </li>
          ),
      )}
    </ul>
  );
}
