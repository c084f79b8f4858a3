import { canonicalJson } from './canonical.ts';
import { mapInSlices, runCooperatively, type Task } from './cooperative.ts';
import type { Json, JsonObject } from './json.ts';
import { findList } from './pact-content.ts';

/**
 * The existing pact with interactions added. An interaction with the same description and provider state is replaced. Undefined when
 * the two cannot be merged: such an interaction has another request, or one of the pacts has no interactions. Yields to other
 * requests while it merges.
 */
export function mergePacts(existing: JsonObject, added: JsonObject): Promise<JsonObject | undefined> {
  return runCooperatively(merge(existing, added));
}

function* merge(existing: JsonObject, added: JsonObject): Task<JsonObject | undefined> {
  const existingList = findList(existing, 'interactions');
  const addedList = findList(added, 'interactions');
  if (!existingList || !addedList) return undefined;
  const before = yield* mapInSlices(existingList, keyInteraction, estimateChars);
  const after = yield* mapInSlices(addedList, keyInteraction, estimateChars);
  if (hasConflict(before, after)) return undefined;
  return new Map([...existing, ['interactions', replaceMatching(before, after)]]);
}

interface KeyedInteraction {
  readonly interaction: Json;
  /** Canonical JSON of its description and provider state. */
  readonly key: string;
  /** Canonical JSON of its request. */
  readonly request: string;
}

function keyInteraction(interaction: Json): KeyedInteraction {
  const states = ['provider_state', 'providerState', 'providerStates'].map((name) => memberOf(interaction, name));
  const key = canonicalJson([memberOf(interaction, 'description'), states.find((state) => state !== null) ?? null]);
  const request = memberOf(interaction, 'request');
  const parts = ['method', 'path', 'query', 'body', 'headers'].map((name) => memberOf(request, name));
  return { interaction, key, request: canonicalJson(parts) };
}

function memberOf(value: Json, name: string): Json {
  return (value instanceof Map && value.get(name)) || null;
}

/** The estimated work for one interaction, in characters. */
function estimateChars({ key, request }: KeyedInteraction): number {
  return 2 * (key.length + request.length);
}

function hasConflict(before: readonly KeyedInteraction[], after: readonly KeyedInteraction[]): boolean {
  const requestsByKey = new Map<string, Set<string>>();
  for (const { key, request } of before) requestsByKey.set(key, (requestsByKey.get(key) ?? new Set()).add(request));
  return after.some(({ key, request }) => {
    const requests = requestsByKey.get(key);
    return requests !== undefined && (requests.size > 1 || !requests.has(request));
  });
}

/** Where several existing interactions have the same key, the first one is replaced. */
function replaceMatching(before: readonly KeyedInteraction[], after: readonly KeyedInteraction[]): Json[] {
  const interactions = before.map(({ interaction }) => interaction);
  const indexByKey = new Map(before.map(({ key }, index) => [key, index] as const).reverse());
  for (const { interaction, key } of after) {
    const index = indexByKey.get(key) ?? interactions.length;
    interactions[index] = interaction;
    indexByKey.set(key, index);
  }
  return interactions;
}
