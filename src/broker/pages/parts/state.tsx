import type { Pairing, PairingState } from '../../../matrix/pairing.ts';
import { verificationUrl } from '../../url/result-url.ts';
import type { Urls } from '../../url/urls.ts';

/** Every state has a symbol and a label, so that it never depends on colour alone. */
const stateDisplay: Record<PairingState, { readonly symbol: string; readonly label: string }> = {
  verified: { symbol: '✔', label: 'verified' },
  failed: { symbol: '✘', label: 'failed' },
  unverified: { symbol: '?', label: 'not verified' },
  changed: { symbol: '≠', label: 'changed, not verified' },
  'missing-provider': { symbol: '○', label: 'not deployed' },
};

/** The state of a consumer version and a provider version, with a link to the result if there is one. */
export function StateBadge({ of, href }: { of: PairingState; href?: string | undefined }) {
  const { symbol, label } = stateDisplay[of];
  const content = (
    <>
      <span aria-hidden="true">{symbol}</span> {label}
    </>
  );
  if (href === undefined) return <span class={`state ${of}`}>{content}</span>;
  return (
    <a class={`state ${of}`} href={href}>
      {content}
    </a>
  );
}

/** The state of a pairing, which links to its result or, without one, to the pact that has to be verified. */
export function PairingBadge({ of: pairing, urls }: { of: Pairing; urls: Urls }) {
  const { provider, consumer, consumerVersion, resultId, state } = pairing;
  const href =
    resultId === undefined
      ? urls.pact(provider, consumer, consumerVersion)
      : verificationUrl({ ...pairing, id: resultId }, urls);
  return <StateBadge of={state} href={href} />;
}

interface PairingBadgesProps {
  readonly pairings: readonly (Pairing | undefined)[];
  /** Where each pairing is. */
  readonly labels: readonly string[];
  readonly urls: Urls;
}

/** The states of an integration on the main branches and in environments, as a list. */
export function PairingBadges({ pairings, labels, urls }: PairingBadgesProps) {
  return (
    <ul class="inline">
      {pairings.map(
        (pairing, i) =>
          pairing && (
            <li>
              <PairingBadge of={pairing} urls={urls} /> <span class="note">{labels[i]}</span>
            </li>
          ),
      )}
    </ul>
  );
}

export function stateLabel(state: PairingState): string {
  return stateDisplay[state].label;
}
