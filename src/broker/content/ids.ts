import type { JsonObject } from './json.ts';
import { listOf, verifiedLists } from './pact-content.ts';
import { interactionSha } from './sha.ts';

/** What the broker keeps of a pact: each interaction has an `_id` first, and what the broker itself adds on serving is left out. */
export function keptContent(pact: JsonObject): JsonObject {
  const kept = mapInteractions(pact, (interaction) => new Map([['_id', interactionSha(interaction)], ...interaction]));
  kept.delete('createdAt');
  kept.delete('_links');
  return kept;
}

export function withoutIds(pact: JsonObject): JsonObject {
  return mapInteractions(pact, (interaction) => new Map([...interaction].filter(([name]) => name !== '_id')));
}

function mapInteractions(pact: JsonObject, change: (interaction: JsonObject) => JsonObject): JsonObject {
  const changed = new Map(pact);
  for (const name of verifiedLists) {
    const list = listOf(pact, name);
    const items = list?.map((item) => (item instanceof Map ? change(item) : item));
    if (items) changed.set(name, items);
  }
  return changed;
}
