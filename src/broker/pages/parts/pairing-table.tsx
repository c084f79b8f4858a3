import type { Pairing } from '../../../matrix/pairing.ts';
import type { Urls } from '../../url/urls.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from './links.tsx';
import { StackedTable } from './stacked-table.tsx';
import { StateBadge } from './state.tsx';

/** Consumer versions and the provider versions in the same environment, with the state of each pair. */
export function PairingTable({
  context: { to },
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
            <PacticipantLink to={to} name={pairing.consumer} />{' '}
            <VersionLink to={to} name={pairing.consumer} number={pairing.consumerVersion} />
          </td>
          <td data-label="Provider">
            <PacticipantLink to={to} name={pairing.provider} />{' '}
            {pairing.providerVersion !== null && (
              <VersionLink to={to} name={pairing.provider} number={pairing.providerVersion} />
            )}
          </td>
          <td data-label="State">
            <StateBadge of={pairing.state} href={resultUrl(pairing, to)} />
          </td>
          <td data-label="Pact">
            <a href={to.pact(pairing.provider, pairing.consumer, pairing.consumerVersion)}>
              pact<span class="visually-hidden">{` of ${pairing.consumer} with ${pairing.provider}`}</span>
            </a>
          </td>
        </tr>
      ))}
    </StackedTable>
  );
}

function resultUrl({ provider, consumer, sha, result }: Pairing, to: Urls): string | undefined {
  return result === undefined ? undefined : `${to.pactVersion(provider, consumer, sha)}/verification-results/${result}`;
}
