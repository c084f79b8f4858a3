import { each, givingWay, type Steps, stretch } from './cooperative.ts';
import { type Json, type JsonObject, JsonText } from './json.ts';
import { writeJson } from './json-writer.ts';
import { interactionsOf, listOf, verifiedLists } from './pact-content.ts';
import { interactionSha, pactSha } from './sha.ts';

/** What the broker keeps of a pact: each interaction has an `_id` first, and what the broker itself adds on serving is left out. */
export function keptContent(pact: JsonObject, keep: (interaction: JsonObject) => Json = withId): JsonObject {
  const kept = mapInteractions(pact, keep);
  kept.delete('createdAt');
  kept.delete('_links');
  return kept;
}

/** An interaction as it is kept: its text is worked out once. */
export function keptInteraction(interaction: JsonObject): JsonText {
  const kept = interactions.get(interaction) ?? new JsonText(writeJson(withId(interaction)));
  interactions.set(interaction, kept);
  return kept;
}

const interactions = new WeakMap<JsonObject, JsonText>();

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

/** What the broker keeps of a pact, as text. */
export function keptText(pact: JsonObject): string {
  const text = texts.get(pact) ?? writeJson(keptContent(pact, keptInteraction));
  texts.set(pact, text);
  return text;
}

const texts = new WeakMap<JsonObject, string>();

/** Works out the SHA and the text of a large pact before anything is locked for it, and lets others get on between the steps. */
export function workOut(pact: JsonObject): Promise<void> {
  return givingWay(workingOut(pact));
}

function* workingOut(pact: JsonObject): Steps<void> {
  const kept = yield* each(interactionsOf(pact), keptInteraction, ({ text }) => text.length);
  if (kept.reduce((length, { text }) => length + text.length, 0) < stretch) return;
  yield;
  pactSha(pact);
  yield;
  keptText(pact);
  yield;
}
