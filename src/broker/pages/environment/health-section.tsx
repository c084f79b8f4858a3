import { type Pairing, STATES_BY_SEVERITY } from '../../../matrix/pairing.ts';
import { plural } from '../../../text/duration.ts';
import type { PageContext } from '../page.ts';
import { PairingTable } from '../parts/pairing-table.tsx';

const MAX_PAIRINGS = 200;

interface Props {
  readonly context: PageContext;
  /** The display name of the environment. */
  readonly name: string;
  readonly pairings: readonly Pairing[];
}

/** Whether the versions in an environment are verified against each other. */
export function HealthSection({ context, name, pairings }: Props) {
  return (
    <section aria-labelledby="health">
      <h2 id="health">Health</h2>
      <p class={`health ${isHealthy(pairings) ? 'verified' : 'failed'}`}>{describeHealth(pairings)}</p>
      {pairings.length > 0 && (
        <PairingTable
          context={context}
          caption={`Integrations in ${name}`}
          pairings={mostSevereFirst(pairings).slice(0, MAX_PAIRINGS)}
        />
      )}
      {pairings.length > MAX_PAIRINGS && <p>{`and ${plural(pairings.length - MAX_PAIRINGS, 'other')}`}</p>}
    </section>
  );
}

const isHealthy = (pairings: readonly Pairing[]) => pairings.every(({ state }) => state === 'verified');

function describeHealth(pairings: readonly Pairing[]): string {
  if (pairings.length === 0) return 'No version in this environment has a pact.';
  if (isHealthy(pairings)) return '✔ Every integration in this environment is verified.';
  const count = (state: Pairing['state']) => pairings.filter((pairing) => pairing.state === state).length;
  const counts = [
    { number: count('failed'), label: 'failed' },
    { number: count('unverified'), label: 'not verified' },
    { number: count('changed'), label: 'changed since the last verification' },
    { number: count('missing-provider'), label: 'with a provider that is not deployed' },
  ];
  const parts = counts.filter(({ number }) => number > 0).map(({ number, label }) => `${number} ${label}`);
  return `✘ Of ${plural(pairings.length, 'integration')} in this environment: ${parts.join(', ')}.`;
}

function mostSevereFirst(pairings: readonly Pairing[]): Pairing[] {
  return [...pairings].sort((a, b) => STATES_BY_SEVERITY.indexOf(a.state) - STATES_BY_SEVERITY.indexOf(b.state));
}
