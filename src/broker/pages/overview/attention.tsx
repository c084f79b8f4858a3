import { type Pairing, STATES_BY_SEVERITY } from '../../../matrix/pairing.ts';
import { plural } from '../../../text/duration.ts';
import { displayNameOf } from '../../hal/environment.ts';
import type { IntegrationQuery } from '../../queries/integration-list.ts';
import type { Overview, ScopePairings } from '../../queries/overview.ts';
import type { PageContext } from '../page.ts';
import { query as queryString } from '../parts/pagination.tsx';
import { PairingTable } from '../parts/pairing-table.tsx';

/** The number of pairings in the table. The pages of the environments show more. */
const MAX_PAIRINGS = 20;

interface Props {
  readonly context: PageContext;
  readonly scopes: readonly ScopePairings[];
  readonly mainScope: Overview['mainScope'];
  /** The filter of the page, which applies to this table too. */
  readonly query: IntegrationQuery;
}

/** One line with the numbers of everything that is not verified, and a table of it: the most severe first. */
export function Attention({ context, scopes, mainScope, query }: Props) {
  const environmentOf = new Map(
    scopes.flatMap(({ environment, pairings }) => pairings.map((pairing) => [pairing, environment] as const)),
  );
  const all = selectNotVerified([...environmentOf.keys()]);
  if (all.length === 0)
    return <p class="all-well">{`✔ Everything is verified: the ${mainScope}, and every environment.`}</p>;
  const matching = all.filter((pairing) => matches(pairing, query));
  return (
    <section aria-labelledby="attention">
      <p class="summary">{summarize(all, environmentOf)}</p>
      <h2 id="attention">Needs attention</h2>
      {matching.length === 0 ? (
        <p>Nothing that matches the filter needs attention.</p>
      ) : (
        <PairingTable
          context={context}
          caption={`Not verified: of the ${mainScope}, and in the environments`}
          pairings={matching.slice(0, MAX_PAIRINGS)}
          whereOf={(pairing) => (
            <Where context={context} environment={environmentOf.get(pairing)} mainScope={mainScope} />
          )}
        />
      )}
      {matching.length > MAX_PAIRINGS && (
        <p class="more">
          <a href={`${context.urls.base}/${queryString({ search: query.search, state: query.state })}#integrations`}>
            {`and ${plural(matching.length - MAX_PAIRINGS, 'other')}`}
          </a>
        </p>
      )}
    </section>
  );
}

interface WhereProps {
  readonly context: PageContext;
  readonly environment: ScopePairings['environment'];
  readonly mainScope: Overview['mainScope'];
}

function Where({ context, environment, mainScope }: WhereProps) {
  if (!environment) return <>{mainScope}</>;
  return <a href={context.urls.environment(environment.uuid)}>{displayNameOf(environment)}</a>;
}

/** Pairings that are not verified, most severe first. */
function selectNotVerified(pairings: readonly Pairing[]): Pairing[] {
  return STATES_BY_SEVERITY.filter((state) => state !== 'verified').flatMap((state) =>
    pairings.filter((pairing) => pairing.state === state),
  );
}

function matches({ consumer, provider, state }: Pairing, query: IntegrationQuery): boolean {
  const part = query.search.toLowerCase();
  const isNamed = [consumer, provider].some((name) => name.toLowerCase().includes(part));
  return isNamed && (query.state === undefined || query.state === state);
}

/** `1 failed, 62 without a provider, 3 not verified (2 of them deployed)` */
function summarize(
  pairings: readonly Pairing[],
  environmentOf: ReadonlyMap<Pairing, ScopePairings['environment']>,
): string {
  const inState = (state: Pairing['state']) => pairings.filter((pairing) => pairing.state === state);
  const unverified = [...inState('unverified'), ...inState('changed')];
  const deployed = unverified.filter((pairing) => environmentOf.get(pairing)).length;
  const changed = inState('changed').length;
  const details = [
    ...(deployed > 0 ? [`${deployed} of them deployed`] : []),
    ...(changed > 0 ? [`${changed} changed since the last verification`] : []),
  ];
  const counts = [
    { number: inState('failed').length, label: 'failed' },
    { number: inState('missing-provider').length, label: 'without a provider' },
    { number: unverified.length, label: `not verified${details.length > 0 ? ` (${details.join(', ')})` : ''}` },
  ];
  return counts
    .filter(({ number }) => number > 0)
    .map(({ number, label }) => `${number} ${label}`)
    .join(', ');
}
