import type { ProviderState } from '../provider/provider-under-test.ts';

/** A key that is equal for equal descriptions and provider states, in any order of their parameters. */
export function messageKey(description: string, states: readonly Partial<ProviderState>[] = []): string {
  return JSON.stringify([description, ...states.map(({ name, params }) => [name, sortMembers(params ?? {})])]);
}

function sortMembers(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sortMembers);
  const entries = Object.entries(value).map(([name, member]) => [name, sortMembers(member)] as const);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}
