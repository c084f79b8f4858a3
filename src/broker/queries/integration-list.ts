import { mostSevere, type Pairing, type PairingState, STATES_BY_SEVERITY } from '../../matrix/pairing.ts';
import type { Page } from '../store/page.ts';
import type { Overview, ScopePairings } from './overview.ts';

/** An integration with its state in every place where the two meet. */
export interface ListedIntegration {
  readonly consumer: string;
  readonly provider: string;
  readonly updatedAt: string;
  /** In the order of the overview's places, the main branches first. */
  readonly states: readonly (PairingState | undefined)[];
}

export const sortings = ['state', 'consumer', 'provider', 'updated'] as const;
export type Sorting = (typeof sortings)[number];

/** Which integrations are wanted, and in what order. */
export interface IntegrationQuery {
  /** Part of either name, whatever its case. */
  readonly search: string;
  readonly state: PairingState | undefined;
  readonly sort: Sorting;
  readonly page: Page;
}

/** The wanted page of the integrations, and how many there are in all. */
export function listIntegrationStates(overview: Overview, query: IntegrationQuery) {
  const found = withStates(overview).filter(matches(query)).sort(orders[query.sort]);
  const from = (query.page.number - 1) * query.page.size;
  return { items: found.slice(from, from + query.page.size), total: found.length };
}

function withStates({ integrations, scopes }: Overview): ListedIntegration[] {
  const byPlace = scopes.map(statesByPair);
  return integrations.map(({ consumer, provider, updatedAt }) => {
    const states = byPlace.map((states) => states.get(keyOf({ consumer, provider })));
    return { consumer, provider, updatedAt, states };
  });
}

function statesByPair({ pairings }: ScopePairings): Map<string, PairingState | undefined> {
  const groups = new Map<string, Pairing[]>();
  for (const pairing of pairings) {
    const group = groups.get(keyOf(pairing));
    if (group) group.push(pairing);
    else groups.set(keyOf(pairing), [pairing]);
  }
  return new Map([...groups].map(([key, group]) => [key, mostSevere(group)]));
}

const keyOf = ({ consumer, provider }: { consumer: string; provider: string }) => `${consumer}\u0000${provider}`;

function matches({ search, state }: IntegrationQuery) {
  const part = search.toLowerCase();
  return ({ consumer, provider, states }: ListedIntegration) =>
    (part === '' || consumer.toLowerCase().includes(part) || provider.toLowerCase().includes(part)) &&
    (state === undefined || states.includes(state));
}

type Order = (a: ListedIntegration, b: ListedIntegration) => number;

const byName: Order = (a, b) => compare(a.consumer, b.consumer) || compare(a.provider, b.provider);
const orders: Record<Sorting, Order> = {
  state: (a, b) => urgency(a) - urgency(b) || byName(a, b),
  consumer: byName,
  provider: (a, b) => compare(a.provider, b.provider) || byName(a, b),
  updated: (a, b) => (a.updatedAt < b.updatedAt ? 1 : Number(a.updatedAt > b.updatedAt) * -1) || byName(a, b),
};

function compare(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : Number(left > right);
}

/** What is wrong anywhere comes first; what meets nowhere comes last. */
function urgency({ states }: ListedIntegration): number {
  const first = STATES_BY_SEVERITY.findIndex((state) => states.includes(state));
  return first === -1 ? STATES_BY_SEVERITY.length : first;
}
