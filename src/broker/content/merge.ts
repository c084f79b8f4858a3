import { canonicalJson } from './canonical.ts';
import type { Json, JsonObject } from './json.ts';
import { listOf } from './pact-content.ts';

/** Whether two pacts cannot be one: an interaction of the same description and state asks for something else, or there are none. */
export function mergeConflicts(existing: JsonObject, added: JsonObject): boolean {
  const [theirs, ours] = [listOf(existing, 'interactions'), listOf(added, 'interactions')];
  if (!theirs || !ours) return true;
  return ours.some((one) => theirs.some((other) => isSameCase(one, other) && !asksTheSame(one, other)));
}

/** The existing pact with interactions added; one of the same description and state is replaced. */
export function mergePacts(existing: JsonObject, added: JsonObject): JsonObject {
  const interactions = [...(listOf(existing, 'interactions') ?? [])];
  for (const one of listOf(added, 'interactions') ?? []) {
    const at = interactions.findIndex((other) => isSameCase(one, other));
    interactions.splice(at < 0 ? interactions.length : at, 1, one);
  }
  return new Map([...existing, ['interactions', interactions]]);
}

function isSameCase(one: Json, other: Json): boolean {
  return isEqual(get(one, 'description'), get(other, 'description')) && isEqual(stateOf(one), stateOf(other));
}

function stateOf(interaction: Json): Json {
  return get(interaction, 'provider_state') ?? get(interaction, 'providerState') ?? get(interaction, 'providerStates');
}

function asksTheSame(one: Json, other: Json): boolean {
  const [ours, theirs] = [get(one, 'request'), get(other, 'request')];
  return ['method', 'path', 'query', 'body', 'headers'].every((name) => isEqual(get(ours, name), get(theirs, name)));
}

function get(value: Json, name: string): Json {
  return (value instanceof Map && value.get(name)) || null;
}

function isEqual(one: Json, other: Json): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
