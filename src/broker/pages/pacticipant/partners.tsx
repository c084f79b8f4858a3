import { displayNameOf } from '../../hal/environment.ts';
import { listIntegrationStates } from '../../queries/integration-list.ts';
import type { Overview } from '../../queries/overview.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink } from '../parts/links.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { StateBadge } from '../parts/state.tsx';

/** Whom a pacticipant relies on, and who relies on it, with how that goes in each place. */
export function Partners({ context, name, overview }: { context: PageContext; name: string; overview: Overview }) {
  const { items } = listIntegrationStates(overview, {
    ...{ search: '', state: undefined, sort: 'state', page: { number: 1, size: overview.integrations.length } },
  });
  const providers = items.filter(({ consumer }) => consumer === name);
  const consumers = items.filter(({ provider }) => provider === name);
  if (items.length === 0) return <p>It has no pact with anyone yet.</p>;
  return (
    <section aria-labelledby="partners">
      <h2 id="partners">Who relies on whom</h2>
      <StackedTable caption={`Consumers and providers of ${name}`} columns={['Role', 'Pacticipant', 'State', 'See']}>
        {consumers.map((item) => (
          <Partner context={context} relation="is relied on by" name={item.consumer} item={item} overview={overview} />
        ))}
        {providers.map((item) => (
          <Partner context={context} relation="relies on" name={item.provider} item={item} overview={overview} />
        ))}
      </StackedTable>
    </section>
  );
}

interface PartnerProps {
  readonly context: PageContext;
  readonly relation: string;
  readonly name: string;
  readonly item: ReturnType<typeof listIntegrationStates>['items'][number];
  readonly overview: Overview;
}

function Partner({ context: { to }, relation, name, item, overview }: PartnerProps) {
  const { consumer, provider, states } = item;
  const where = overview.scopes.map(({ environment }) => (environment ? displayNameOf(environment) : 'main branches'));
  return (
    <tr>
      <td data-label="Role">{relation}</td>
      <td data-label="Pacticipant">
        <PacticipantLink to={to} name={name} />
      </td>
      <td data-label="State">
        <ul class="marks">
          {states.map(
            (state, i) =>
              state && (
                <li>
                  <StateBadge of={state} /> <span class="note">{where[i]}</span>
                </li>
              ),
          )}
        </ul>
      </td>
      <td data-label="See">
        <a href={to.to`/pacts/provider/${provider}/consumer/${consumer}/latest`}>latest pact</a>,{' '}
        <a href={to.to`/matrix/provider/${provider}/consumer/${consumer}`}>matrix</a>
      </td>
    </tr>
  );
}
