import { mapInSlices, runCooperatively, SLICE_CHARS, type Task } from './cooperative.ts';
import { type Json, type JsonObject, RawJson } from './json.ts';
import { writeJson } from './json-writer.ts';
import { findList, INTERACTION_LISTS, listInteractions } from './pact-content.ts';
import { interactionSha, pactSha } from './sha.ts';

/** What the broker keeps of a pact: each interaction has an `_id` first, and what the broker itself adds on serving is left out. */
export function storedPact(pact: JsonObject, keep: (interaction: JsonObject) => Json = addInteractionId): JsonObject {
  const kept = mapInteractions(pact, keep);
  kept.delete('createdAt');
  kept.delete('_links');
  return kept;
}

/** An interaction as it is kept: its text is worked out once. */
export function storedInteraction(interaction: JsonObject): RawJson {
  const kept = interactions.get(interaction) ?? new RawJson(writeJson(addInteractionId(interaction)));
  interactions.set(interaction, kept);
  return kept;
}

const interactions = new WeakMap<JsonObject, RawJson>();

function addInteractionId(interaction: JsonObject): JsonObject {
  return new Map([['_id', interactionSha(interaction)], ...interaction]);
}

export function removeInteractionIds(pact: JsonObject): JsonObject {
  return mapInteractions(pact, (interaction) => new Map([...interaction].filter(([name]) => name !== '_id')));
}

function mapInteractions(pact: JsonObject, change: (interaction: JsonObject) => Json): JsonObject {
  const changed = new Map(pact);
  for (const name of INTERACTION_LISTS) {
    const list = findList(pact, name);
    const items = list?.map((item) => (item instanceof Map ? change(item) : item));
    if (items) changed.set(name, items);
  }
  return changed;
}

/** What the broker keeps of a pact, as text. */
export function storedJson(pact: JsonObject): string {
  const text = texts.get(pact) ?? writeJson(storedPact(pact, storedInteraction));
  texts.set(pact, text);
  return text;
}

const texts = new WeakMap<JsonObject, string>();

/** Works out the SHA and the text of a large pact before anything is locked for it, and lets others get on between the steps. */
export function precompute(pact: JsonObject): Promise<void> {
  return runCooperatively(workingOut(pact));
}

function* workingOut(pact: JsonObject): Task<void> {
  const kept = yield* mapInSlices(listInteractions(pact), storedInteraction, ({ text }) => text.length);
  if (kept.reduce((length, { text }) => length + text.length, 0) < SLICE_CHARS) return;
  yield;
  pactSha(pact);
  yield;
  storedJson(pact);
  yield;
}
