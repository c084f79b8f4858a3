import { mostSevere, type Pairing, type PairingState, STATES_BY_SEVERITY } from '../../matrix/pairing.ts';
import { groupBy } from '../../text/group-by.ts';
import { compareText } from '../../text/order.ts';
import type { Page } from '../store/page.ts';
import type { Overview, ScopePairings } from './overview.ts';

/** An integration with its state on the main branches and in every environment. */
export interface ListedIntegration {
  readonly consumer: string;
  readonly provider: string;
  readonly updatedAt: string;
  /** The most severe pairing of each of the overview's scopes, the main branches first. */
  readonly pairings: readonly (Pairing | undefined)[];
  /** The states of the listed integrations. */
  readonly states: readonly (PairingState | undefined)[];
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

function withStates({ integrations, scopes }: Overview): ListedIntegration[] {
  const byScope = scopes.map(mostSevereByPair);
  return integrations.map(({ consumer, provider, updatedAt }) => {
    const pairings = byScope.map((found) => found.get(keyOf({ consumer, provider })));
    return { consumer, provider, updatedAt, pairings, states: pairings.map((one) => one?.state) };
  });
}

function mostSevereByPair({ pairings }: ScopePairings): Map<string, Pairing | undefined> {
  return new Map([...groupBy(pairings, keyOf)].map(([key, group]) => [key, mostSevere(group)]));
}

const keyOf = ({ consumer, provider }: { consumer: string; provider: string }) => `${consumer}\u0000${provider}`;

function matchesQuery({ search, state }: IntegrationQuery) {
  const part = search.toLowerCase();
  return ({ consumer, provider, states }: ListedIntegration) =>
    (part === '' || consumer.toLowerCase().includes(part) || provider.toLowerCase().includes(part)) &&
    (state === undefined || states.includes(state));
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
  const first = STATES_BY_SEVERITY.findIndex((state) => states.includes(state));
  return first === -1 ? STATES_BY_SEVERITY.length : first;
}
