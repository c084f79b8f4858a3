import { type Pairing, STATES_BY_SEVERITY } from '../../../matrix/pairing.ts';
import { plural } from '../../../text/duration.ts';
import { displayNameOf } from '../../hal/environment.ts';
import type { ScopePairings } from '../../queries/overview.ts';
import type { PageContext } from '../page.ts';
import { PairingTable } from '../parts/pairing-table.tsx';

/** The number of pairings shown per scope. The environment's own page shows more. */
const MAX_PAIRINGS = 10;

/** The pairings that are not verified, on main branches and in each environment. */
export function Attention({ context, scopes }: { context: PageContext; scopes: readonly ScopePairings[] }) {
  const needAttention = scopes
    .map(({ environment, pairings }) => ({ environment, pairings: selectNotVerified(pairings) }))
    .filter(({ pairings }) => pairings.length > 0);
  if (needAttention.length === 0)
    return <p class="all-well">✔ Everything is verified, on the main branches and in every environment.</p>;
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">Needs attention</h2>
      {needAttention.map(({ environment, pairings }) => (
        <>
          <h3>
            {environment ? (
              <a href={context.urls.environment(environment.uuid)}>{`In ${displayNameOf(environment)}`}</a>
            ) : (
              'On main branches'
            )}
            <span class="count">{countStates(pairings, environment)}</span>
          </h3>
          <PairingTable
            context={context}
            caption={environment ? `Not verified in ${displayNameOf(environment)}` : 'Not verified on main branches'}
            pairings={pairings.slice(0, MAX_PAIRINGS)}
          />
          {pairings.length > MAX_PAIRINGS && (
            <p class="more">
              <a href={allPairingsUrl(context, environment)}>
                {`and ${plural(pairings.length - MAX_PAIRINGS, 'other')}`}
              </a>
            </p>
          )}
        </>
      ))}
    </section>
  );
}

/** Pairings that are not verified, most severe first. */
function selectNotVerified(pairings: readonly Pairing[]): Pairing[] {
  return STATES_BY_SEVERITY.filter((state) => state !== 'verified').flatMap((state) =>
    pairings.filter((pairing) => pairing.state === state),
  );
}

function countStates(pairings: readonly Pairing[], environment: ScopePairings['environment']): string {
  const count = (state: Pairing['state']) => pairings.filter((pairing) => pairing.state === state).length;
  const counts = [
    { number: count('failed'), label: 'failed' },
    { number: count('unverified'), label: 'not verified' },
    {
      number: count('missing-provider'),
      label: environment ? 'without a deployed provider' : 'without a provider version',
    },
  ];
  return counts
    .filter(({ number }) => number > 0)
    .map(({ number, label }) => `${number} ${label}`)
    .join(', ');
}

function allPairingsUrl({ urls }: PageContext, environment: ScopePairings['environment']): string {
  return environment ? urls.environment(environment.uuid) : `${urls.base}/?sort=state#integrations`;
}
