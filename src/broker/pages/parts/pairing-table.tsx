import type { Pairing } from '../../../matrix/pairing.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from './links.tsx';
import { StackedTable } from './stacked-table.tsx';
import { PairingBadge } from './state.tsx';

/** Consumer versions and the provider versions in the same environment, with the state of each pair. */
export function PairingTable({
  context: { urls },
  caption,
  pairings,
}: {
  context: PageContext;
  caption: string;
  pairings: readonly Pairing[];
}) {
  return (
    <StackedTable caption={caption} columns={['Consumer', 'Provider', 'State', 'Pact']}>
      {pairings.map((pairing) => (
        <tr>
          <td data-label="Consumer">
            <PacticipantLink urls={urls} name={pairing.consumer} />{' '}
            <VersionLink urls={urls} name={pairing.consumer} number={pairing.consumerVersion} />
          </td>
          <td data-label="Provider">
            <PacticipantLink urls={urls} name={pairing.provider} />{' '}
            {pairing.providerVersion !== null && (
              <VersionLink urls={urls} name={pairing.provider} number={pairing.providerVersion} />
            )}
          </td>
          <td data-label="State">
            <PairingBadge of={pairing} urls={urls} />
          </td>
          <td data-label="Pact">
            <a href={urls.pact(pairing.provider, pairing.consumer, pairing.consumerVersion)}>
              pact<span class="visually-hidden">{` of ${pairing.consumer} with ${pairing.provider}`}</span>
            </a>
          </td>
        </tr>
      ))}
    </StackedTable>
  );
}
