import type { Pairing } from '../../../matrix/pairing.ts';
import type { Element, PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from './links.tsx';
import { StackedTable } from './stacked-table.tsx';
import { PairingBadge } from './state.tsx';

/** Consumer versions and the provider versions in the same environment, with the state of each pair. */
export function PairingTable({
  context: { urls },
  caption,
  pairings,
  whereOf,
}: {
  context: PageContext;
  caption: string;
  pairings: readonly Pairing[];
  /** The environment of a pairing, if the table has several. */
  whereOf?: (pairing: Pairing) => Element;
}) {
  return (
    <StackedTable caption={caption} columns={[...(whereOf ? ['Where'] : []), 'Consumer', 'Provider', 'State', 'Pact']}>
      {pairings.map((pairing) => (
        <tr>
          {whereOf && <td data-label="Where">{whereOf(pairing)}</td>}
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
