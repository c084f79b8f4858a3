import type { PairingState } from '../../../matrix/pairing.ts';

/** What each state is called, and how it is marked: never by its colour alone. */
const looks: Record<PairingState, readonly [mark: string, words: string]> = {
  verified: ['✔', 'verified'],
  failed: ['✘', 'failed'],
  unverified: ['?', 'not verified'],
  'missing-provider': ['○', 'provider not there'],
};

/** How two versions get on. */
export function StateBadge({ of, href }: { of: PairingState; href?: string | undefined }) {
  const [mark, words] = looks[of];
  const content = (
    <>
      <span aria-hidden="true">{mark}</span> {words}
    </>
  );
  if (href === undefined) return <span class={`state ${of}`}>{content}</span>;
  return (
    <a class={`state ${of}`} href={href}>
      {content}
    </a>
  );
}

/** The same in words alone. */
export function stateWords(state: PairingState): string {
  return looks[state][1];
}
