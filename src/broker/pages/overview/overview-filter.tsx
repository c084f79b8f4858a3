import { STATES_BY_SEVERITY } from '../../../matrix/pairing.ts';
import { type IntegrationQuery, sortings } from '../../queries/integration-list.ts';
import type { PageContext } from '../page.ts';
import { stateLabel } from '../parts/state.tsx';

/** Filters the table of what needs attention, and the integrations. */
export function OverviewFilter({ context, query }: { context: PageContext; query: IntegrationQuery }) {
  return (
    <search>
      <form method="get" action={`${context.urls.base}/`} class="filter">
        <label>
          Name <input type="search" name="search" value={query.search} />
        </label>
        <label>
          State{' '}
          <select name="state">
            <option value="">any</option>
            {STATES_BY_SEVERITY.map((state) => (
              <option value={state} selected={query.state === state}>
                {stateLabel(state)}
              </option>
            ))}
          </select>
        </label>
        <input type="hidden" name="sort" value={query.sort} />
        <button type="submit">Show</button>
      </form>
    </search>
  );
}

/** Reports which part of the query has no effect. */
export function FilterProblems({ context: { c } }: { context: PageContext }) {
  const { state = '', sort = '' } = c.req.query();
  const isKnown = (value: string, known: readonly string[]) => value === '' || known.includes(value);
  return (
    <>
      {!isKnown(state, STATES_BY_SEVERITY) && (
        <p role="alert" class="problem">{`There is no state "${state}": integrations in all states are shown.`}</p>
      )}
      {!isKnown(sort, sortings) && (
        <p role="alert" class="problem">{`There is no order "${sort}": the list is sorted by state.`}</p>
      )}
    </>
  );
}
