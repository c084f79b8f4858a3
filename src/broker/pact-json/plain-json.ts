import type { Json, JsonObject } from './json.ts';

/** Some members of an object, as a plain object. Their values are not converted. */
export function pickMembers(object: JsonObject, names: readonly string[]): Record<string, Json | undefined> {
  const present = names.filter((name) => object.has(name));
  return Object.fromEntries(present.map((name) => [name, object.get(name)]));
}
