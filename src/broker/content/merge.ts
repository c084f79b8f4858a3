import { canonicalJson } from './canonical.ts';
import type { Json, JsonObject } from './json.ts';
import { listOf } from './pact-content.ts';

/** Whether two pacts cannot be one: an interaction of the same description and state asks for something else, or there are none. */
export function mergeConflicts(existing: JsonObject, added: JsonObject): boolean {
  const [theirs, ours] = [listOf(existing, 'interactions'), listOf(added, 'interactions')];
  if (!theirs || !ours) return true;
  const requests = new Map<string, Set<string>>();
  for (const other of theirs)
    requests.set(caseOf(other), (requests.get(caseOf(other)) ?? new Set()).add(requestOf(other)));
  return ours.some((one) => {
    const asked = requests.get(caseOf(one));
    return asked !== undefined && (asked.size > 1 || !asked.has(requestOf(one)));
  });
}

/** The existing pact with interactions added; one of the same description and state is replaced. */
export function mergePacts(existing: JsonObject, added: JsonObject): JsonObject {
  const interactions = [...(listOf(existing, 'interactions') ?? [])];
  const places = new Map<string, number>();
  for (const [at, one] of interactions.entries()) if (!places.has(caseOf(one))) places.set(caseOf(one), at);
  for (const one of listOf(added, 'interactions') ?? []) {
    const at = places.get(caseOf(one)) ?? interactions.length;
    interactions[at] = one;
    places.set(caseOf(one), at);
  }
  return new Map([...existing, ['interactions', interactions]]);
}

/** What tells an interaction from others: its description and its state. */
function caseOf(interaction: Json): string {
  const state =
    get(interaction, 'provider_state') ?? get(interaction, 'providerState') ?? get(interaction, 'providerStates');
  return canonicalJson([get(interaction, 'description'), state]);
}

function requestOf(interaction: Json): string {
  const request = get(interaction, 'request');
  return canonicalJson(['method', 'path', 'query', 'body', 'headers'].map((name) => get(request, name)));
}

function get(value: Json, name: string): Json {
  return (value instanceof Map && value.get(name)) || null;
}
