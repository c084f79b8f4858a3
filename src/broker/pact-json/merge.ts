import { canonicalJson } from './canonical.ts';
import { mapInSlices, runCooperatively, type Task } from './cooperative.ts';
import type { Json, JsonObject } from './json.ts';
import { findList } from './pact-content.ts';

/**
 * The existing pact with interactions added; one of the same description and state is replaced. Nothing when the two cannot be one:
 * an interaction of the same description and state asks for something else, or there are none. It gives way to others while it merges.
 */
export function mergePacts(existing: JsonObject, added: JsonObject): Promise<JsonObject | undefined> {
  return runCooperatively(merge(existing, added));
}

function* merge(existing: JsonObject, added: JsonObject): Task<JsonObject | undefined> {
  const [theirs, ours] = [findList(existing, 'interactions'), findList(added, 'interactions')];
  if (!theirs || !ours) return undefined;
  const before = yield* mapInSlices(theirs, readCase, lengthOf);
  const after = yield* mapInSlices(ours, readCase, lengthOf);
  if (doConflict(before, after)) return undefined;
  return new Map([...existing, ['interactions', replaceSame(before, after)]]);
}

/** An interaction, what tells it from others, and what it asks for. */
interface Case {
  readonly interaction: Json;
  readonly key: string;
  readonly request: string;
}

function readCase(interaction: Json): Case {
  const state = ['provider_state', 'providerState', 'providerStates'].map((name) => get(interaction, name));
  const key = canonicalJson([get(interaction, 'description'), state.find((one) => one !== null) ?? null]);
  const request = get(interaction, 'request');
  const asked = ['method', 'path', 'query', 'body', 'headers'].map((name) => get(request, name));
  return { interaction, key, request: canonicalJson(asked) };
}

function get(value: Json, name: string): Json {
  return (value instanceof Map && value.get(name)) || null;
}

function lengthOf({ key, request }: Case): number {
  return 2 * (key.length + request.length);
}

function doConflict(before: readonly Case[], after: readonly Case[]): boolean {
  const requests = new Map<string, Set<string>>();
  for (const { key, request } of before) requests.set(key, (requests.get(key) ?? new Set()).add(request));
  return after.some(({ key, request }) => {
    const asked = requests.get(key);
    return asked !== undefined && (asked.size > 1 || !asked.has(request));
  });
}

/** Of several that are the same the first is replaced. */
function replaceSame(before: readonly Case[], after: readonly Case[]): Json[] {
  const interactions = before.map(({ interaction }) => interaction);
  const places = new Map(before.map(({ key }, at) => [key, at] as const).reverse());
  for (const { interaction, key } of after) {
    const at = places.get(key) ?? interactions.length;
    interactions[at] = interaction;
    places.set(key, at);
  }
  return interactions;
}
