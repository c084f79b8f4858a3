import { plural } from '../../../text/duration.ts';
import { displayNameOf } from '../../hal/environment.ts';
import { type ListedIntegration, listIntegrationStates } from '../../queries/integration-list.ts';
import type { Overview } from '../../queries/overview.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink } from '../parts/links.tsx';
import { query } from '../parts/pagination.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { PairingBadges } from '../parts/state.tsx';

/** The maximum number of rows. The most severe states come first. */
const MAX_PARTNERS = 200;

/** The consumers and providers of a pacticipant, with the state of each integration on main branches (or of the latest versions) and in each environment. */
export function Partners({ context, name, overview }: { context: PageContext; name: string; overview: Overview }) {
  const { items, total } = listIntegrationStates(overview, {
    search: '',
    state: undefined,
    sort: 'state',
    page: { number: 1, size: MAX_PARTNERS },
  });
  if (items.length === 0) return <p>No pacts yet.</p>;
  const scopes = overview.scopes.map(({ environment }) =>
    environment ? displayNameOf(environment) : overview.mainScope,
  );
  return (
    <section aria-labelledby="partners">
      <h2 id="partners">Consumers and providers</h2>
      <StackedTable caption={`Consumers and providers of ${name}`} columns={['Role', 'Pacticipant', 'State', 'Links']}>
        {items
          .filter(({ provider }) => provider === name)
          .map((item) => (
            <PartnerRow context={context} relation="consumer" name={item.consumer} item={item} scopes={scopes} />
          ))}
        {items
          .filter(({ consumer }) => consumer === name)
          .map((item) => (
            <PartnerRow context={context} relation="provider" name={item.provider} item={item} scopes={scopes} />
          ))}
      </StackedTable>
      {total > items.length && (
        <p>
          {`and ${plural(total - items.length, 'other')}: `}
          <a href={`${context.urls.base}/${query({ search: name })}`}>all in the overview</a>
        </p>
      )}
    </section>
  );
}

interface PartnerRowProps {
  readonly context: PageContext;
  readonly relation: 'consumer' | 'provider';
  readonly name: string;
  readonly item: ListedIntegration;
  /** Labels of the integration's pairings, in their order. */
  readonly scopes: readonly string[];
}

function PartnerRow({ context: { urls }, relation, name, item, scopes }: PartnerRowProps) {
  const { consumer, provider, pairings } = item;
  return (
    <tr>
      <td data-label="Role">{relation}</td>
      <td data-label="Pacticipant">
        <PacticipantLink urls={urls} name={name} />
      </td>
      <td data-label="State">
        <PairingBadges pairings={pairings} labels={scopes} urls={urls} />
      </td>
      <td data-label="Links">
        <a href={urls.href`/pacts/provider/${provider}/consumer/${consumer}/latest`}>latest pact</a>,{' '}
        <a href={urls.href`/matrix/provider/${provider}/consumer/${consumer}`}>matrix</a>
      </td>
    </tr>
  );
}
