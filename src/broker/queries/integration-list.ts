import { moreSevere, type Pairing, type PairingState, STATES_BY_SEVERITY } from '../../matrix/pairing.ts';
import { compareText } from '../../text/order.ts';
import type { Page } from '../store/page.ts';
import type { Overview } from './overview.ts';

/** An integration with its state on the main branches and in every environment. */
export interface ListedIntegration {
  readonly consumer: string;
  readonly provider: string;
  readonly updatedAt: string;
  /** The most severe pairing of each of the overview's scopes, the main branches first. */
  readonly pairings: readonly (Pairing | undefined)[];
  /** The states of its pairings. */
  readonly states: ReadonlySet<PairingState>;
}

export const sortings = ['state', 'consumer', 'provider', 'updated'] as const;
export type Sorting = (typeof sortings)[number];

/** Which integrations to list, and in what order. */
export interface IntegrationQuery {
  /** Part of either name, in any case. */
  readonly search: string;
  readonly state: PairingState | undefined;
  readonly sort: Sorting;
  readonly page: Page;
}

/** One page of the matching integrations, and the number of all that match. */
export function listIntegrationStates(overview: Overview, query: IntegrationQuery) {
  const found = withStates(overview).filter(matchesQuery(query)).sort(orders[query.sort]);
  const from = (query.page.number - 1) * query.page.size;
  return { items: found.slice(from, from + query.page.size), total: found.length };
}

/** Looks at each pairing once: most integrations have none in most environments. */
function withStates({ integrations, scopes }: Overview): ListedIntegration[] {
  const none = scopes.map(() => undefined);
  const found = new Map(integrations.map((one) => [keyOf(one), [...none] as (Pairing | undefined)[]]));
  scopes.forEach(({ pairings }, scope) => {
    for (const pairing of pairings) {
      const ofIntegration = found.get(keyOf(pairing));
      if (ofIntegration) ofIntegration[scope] = moreSevere(ofIntegration[scope], pairing);
    }
  });
  return integrations.map(({ consumer, provider, updatedAt }) => {
    const pairings = found.get(keyOf({ consumer, provider })) ?? none;
    return { consumer, provider, updatedAt, pairings, states: statesOf(pairings) };
  });
}

function statesOf(pairings: readonly (Pairing | undefined)[]): ReadonlySet<PairingState> {
  const states = new Set<PairingState>();
  for (const pairing of pairings) if (pairing) states.add(pairing.state);
  return states;
}

const keyOf = ({ consumer, provider }: { consumer: string; provider: string }) => `${consumer}\u0000${provider}`;

function matchesQuery({ search, state }: IntegrationQuery) {
  const part = search.toLowerCase();
  return ({ consumer, provider, states }: ListedIntegration) =>
    (part === '' || consumer.toLowerCase().includes(part) || provider.toLowerCase().includes(part)) &&
    (state === undefined || states.has(state));
}

type Order = (a: ListedIntegration, b: ListedIntegration) => number;

/** Compares two integrations by consumer, then by provider. */
export const byName: Order = (a, b) =>
  compareIgnoringCase(a.consumer, b.consumer) || compareIgnoringCase(a.provider, b.provider);
const orders: Record<Sorting, Order> = {
  state: (a, b) => severityRank(a) - severityRank(b) || byName(a, b),
  consumer: byName,
  provider: (a, b) => compareIgnoringCase(a.provider, b.provider) || byName(a, b),
  updated: (a, b) => compareText(b.updatedAt, a.updatedAt) || byName(a, b),
};

function compareIgnoringCase(a: string, b: string): number {
  return compareText(a.toLowerCase(), b.toLowerCase());
}

/** Rank of the most severe state in any scope; integrations without any state are last. */
function severityRank({ states }: ListedIntegration): number {
  const first = STATES_BY_SEVERITY.findIndex((state) => states.has(state));
  return first === -1 ? STATES_BY_SEVERITY.length : first;
}
