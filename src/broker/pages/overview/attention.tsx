import type { Pairing } from '../../../matrix/pairing.ts';
import { plural } from '../../../text/duration.ts';
import { displayNameOf } from '../../hal/environment.ts';
import type { ScopePairings } from '../../queries/overview.ts';
import type { PageContext } from '../page.ts';
import { PairingTable } from '../parts/pairing-table.tsx';

/** As many troubles of a place as are told here; the place's own page has them all. */
const told = 10;

/** What is red, and what nobody verified: on the main branches, and in each environment. */
export function Attention({ context, places }: { context: PageContext; places: readonly ScopePairings[] }) {
  const troubled = places.map((place) => ({ ...place, troubles: troublesOf(place) })).filter(isTroubled);
  if (troubled.length === 0)
    return <p class="all-well">✔ Everything is verified, on the main branches and in every environment.</p>;
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">Needs attention</h2>
      {troubled.map(({ environment, troubles }) => (
        <>
          <h3>
            {environment ? (
              <a href={context.to.environment(environment.uuid)}>{`In ${displayNameOf(environment)}`}</a>
            ) : (
              'On main branches'
            )}
            <span class="count">{countsOf(troubles)}</span>
          </h3>
          <PairingTable
            context={context}
            caption={environment ? `Not verified in ${displayNameOf(environment)}` : 'Not verified on main branches'}
            pairings={troubles.slice(0, told)}
          />
          {troubles.length > told && <p class="more">{more(context, environment, troubles.length - told)}</p>}
        </>
      ))}
    </section>
  );
}

const isTroubled = ({ troubles }: { troubles: readonly Pairing[] }) => troubles.length > 0;

/** Failures first. */
function troublesOf({ pairings }: ScopePairings): Pairing[] {
  const having = (state: Pairing['state']) => pairings.filter((pairing) => pairing.state === state);
  return [...having('failed'), ...having('unverified'), ...having('missing-provider')];
}

function countsOf(troubles: readonly Pairing[]): string {
  const count = (state: Pairing['state']) => troubles.filter((pairing) => pairing.state === state).length;
  const parts = [
    [count('failed'), 'failed'],
    [count('unverified'), 'not verified'],
    [count('missing-provider'), 'without provider'],
  ] as const;
  return parts.flatMap(([number, words]) => (number > 0 ? [`${number} ${words}`] : [])).join(', ');
}

function more({ to }: PageContext, environment: ScopePairings['environment'], number: number) {
  const href = environment ? to.environment(environment.uuid) : `${to.base}/?sort=state#integrations`;
  return <a href={href}>{`and ${plural(number, 'other')}`}</a>;
}
