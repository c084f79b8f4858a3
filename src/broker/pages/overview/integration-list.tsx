import type { Pairing } from '../../../matrix/pairing.ts';
import { plural } from '../../../text/duration.ts';
import { displayNameOf } from '../../hal/environment.ts';
import type { IntegrationQuery, ListedIntegration, Sorting } from '../../queries/integration-list.ts';
import type { Overview, ScopePairings } from '../../queries/overview.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink } from '../parts/links.tsx';
import { Pager, query as queryString } from '../parts/pagination.tsx';
import { PairingBadge, PairingBadges } from '../parts/state.tsx';
import { Timestamp } from '../parts/values.tsx';

interface Props {
  readonly context: PageContext;
  readonly scopes: readonly ScopePairings[];
  readonly mainScope: Overview['mainScope'];
  readonly query: IntegrationQuery;
  readonly listed: { readonly items: readonly ListedIntegration[]; readonly total: number };
}

/** With more environments than this, the states are a list in one column, so that the table fits the screen. */
const MAX_STATE_COLUMNS = 3;

/** The integrations that match the query, with their state on main branches and in each environment. */
export function IntegrationList({ context, scopes, mainScope, query, listed }: Props) {
  const shownScopes = scopes.filter(({ environment, pairings }) => !environment || pairings.length > 0);
  const mainLabel = mainScope === 'main branches' ? 'Main branches' : 'Latest versions';
  const labels = shownScopes.map(({ environment }) => (environment ? displayNameOf(environment) : mainLabel));
  const hasColumns = shownScopes.length <= MAX_STATE_COLUMNS;
  const scopeIndexes = shownScopes.map((scope) => scopes.indexOf(scope));
  const urlWith = (change: Partial<Record<'sort' | 'page', string | number>>) =>
    `${context.urls.base}/${queryString({ search: query.search, state: query.state, sort: query.sort, ...change })}#integrations`;
  return (
    <section aria-labelledby="integrations">
      <h2 id="integrations">
        Integrations <span class="count">{listed.total}</span>
      </h2>
      {listed.total === 0 && <p>No integration matches.</p>}
      {listed.total > 0 && (
        <table class="stacked">
          <caption class="visually-hidden">
            {`${plural(listed.total, 'integration')} with the state of the ${mainScope} and of each environment`}
          </caption>
          <thead>
            <tr>
              <SortableHeader name="Consumer" sort="consumer" query={query} urlWith={urlWith} />
              <SortableHeader name="Provider" sort="provider" query={query} urlWith={urlWith} />
              <SortableHeader name={hasColumns ? mainLabel : 'State'} sort="state" query={query} urlWith={urlWith} />
              {hasColumns && labels.slice(1).map((label) => <th scope="col">{label}</th>)}
              <th scope="col">Matrix</th>
              <SortableHeader name="Last change" sort="updated" query={query} urlWith={urlWith} />
            </tr>
          </thead>
          <tbody>
            {listed.items.map((item) => (
              <Row
                context={context}
                item={item}
                pairings={scopeIndexes.map((index) => item.pairings[index])}
                labels={labels}
                hasColumns={hasColumns}
              />
            ))}
          </tbody>
        </table>
      )}
      <Pager page={query.page} total={listed.total} href={(page) => urlWith({ page })} />
    </section>
  );
}

interface SortableHeaderProps {
  readonly name: string;
  readonly sort: Sorting;
  readonly query: IntegrationQuery;
  readonly urlWith: (change: { sort: string }) => string;
}

/** A column header that sorts the list. The state column sorts by the most severe state of any scope. */
function SortableHeader({ name, sort, query, urlWith }: SortableHeaderProps) {
  const current = query.sort === sort;
  return (
    <th scope="col" {...(current && { 'aria-sort': sort === 'updated' ? 'descending' : 'ascending' })}>
      <a href={urlWith({ sort })}>
        {name}
        <span aria-hidden="true" class="arrow">
          {current ? (sort === 'updated' ? ' ↓' : ' ↑') : ''}
        </span>
      </a>
    </th>
  );
}

interface RowProps {
  readonly context: PageContext;
  readonly item: ListedIntegration;
  readonly pairings: readonly (Pairing | undefined)[];
  readonly labels: readonly string[];
  /** Whether each state has a column of its own. */
  readonly hasColumns: boolean;
}

function Row({ context: { urls, now }, item, pairings, labels, hasColumns }: RowProps) {
  const { consumer, provider, updatedAt } = item;
  return (
    <tr>
      <td data-label="Consumer">
        <PacticipantLink urls={urls} name={consumer} />
      </td>
      <td data-label="Provider">
        <PacticipantLink urls={urls} name={provider} />
      </td>
      {hasColumns ? (
        pairings.map((pairing, i) => (
          <td data-label={labels[i]}>
            {pairing ? <PairingBadge of={pairing} urls={urls} /> : <span class="none">–</span>}
          </td>
        ))
      ) : (
        <td data-label="State">
          <PairingBadges pairings={pairings} labels={labels} urls={urls} />
        </td>
      )}
      <td data-label="Matrix">
        <a href={urls.href`/matrix/provider/${provider}/consumer/${consumer}`}>
          matrix<span class="visually-hidden">{` of ${consumer} and ${provider}`}</span>
        </a>
        ,{' '}
        <a href={urls.href`/pacticipants/${provider}/compatibility`}>
          versions<span class="visually-hidden">{` of ${provider}`}</span>
        </a>
      </td>
      <td data-label="Last change">
        <Timestamp time={updatedAt} now={now} />
      </td>
    </tr>
  );
}
