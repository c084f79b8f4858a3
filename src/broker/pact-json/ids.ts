import { type Json, type JsonObject, JsonText } from './json.ts';
import { listOf, verifiedLists } from './pact-content.ts';
import { interactionSha } from './sha.ts';
import { writeJson } from './write-json.ts';

/** What the broker keeps of a pact: each interaction has an `_id` first, and what the broker itself adds on serving is left out. */
export function keptContent(pact: JsonObject, keep: (interaction: JsonObject) => Json = withId): JsonObject {
  const kept = mapInteractions(pact, keep);
  kept.delete('createdAt');
  kept.delete('_links');
  return kept;
}

/** An interaction as it is kept: its text is worked out once. */
export function keptInteraction(interaction: JsonObject): JsonText {
  const kept = known.get(interaction) ?? new JsonText(writeJson(withId(interaction)));
  known.set(interaction, kept);
  return kept;
}

const known = new WeakMap<JsonObject, JsonText>();

function withId(interaction: JsonObject): JsonObject {
  return new Map([['_id', interactionSha(interaction)], ...interaction]);
}

export function withoutIds(pact: JsonObject): JsonObject {
  return mapInteractions(pact, (interaction) => new Map([...interaction].filter(([name]) => name !== '_id')));
}

function mapInteractions(pact: JsonObject, change: (interaction: JsonObject) => Json): JsonObject {
  const changed = new Map(pact);
  for (const name of verifiedLists) {
    const list = listOf(pact, name);
    const items = list?.map((item) => (item instanceof Map ? change(item) : item));
    if (items) changed.set(name, items);
  }
  return changed;
}
