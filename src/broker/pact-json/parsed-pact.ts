import { canonicalJson, canonicalJsonInSlices } from './canonical.ts';
import { runCooperatively, SLICE_CHARS, type Task } from './cooperative.ts';
import { type Json, type JsonObject, RawJson } from './json.ts';
import { parseJsonAsync } from './json-reader.ts';
import { asSent, formatJsonInSlices } from './json-writer.ts';
import { findList, INTERACTION_LISTS, listInteractions } from './pact-content.ts';
import { pactShaInSlices, sha1 } from './sha.ts';

/**
 * A pact with everything that the broker derives from its content. It is made once, where a pact enters the broker and before a
 * transaction begins: hashing and writing a pact of several megabytes takes long, and the canonical JSON of each interaction is
 * used twice, for the SHA of the pact and for the id of the interaction.
 */
export interface ParsedPact {
  readonly json: JsonObject;
  /** The SHA of the pact version, equal to the official broker's. */
  readonly sha: string;
  /** The pact as the broker stores it: see `storedPact`. */
  readonly storedJson: string;
}

/** Computes SHA and stored JSON of a pact. Yields to other requests while it works on a large one. */
export function preparePact(json: JsonObject): Promise<ParsedPact> {
  return runCooperatively(prepare(json));
}

/** Parses the content of a stored pact. Yields to other requests while it parses a large one. */
export async function parseStoredPact(content: string): Promise<JsonObject> {
  return (await parseJsonAsync(content)) as JsonObject;
}

function* prepare(json: JsonObject): Task<ParsedPact> {
  const canonical = new Map<Json, string>();
  const stored = new Map<Json, RawJson>();
  let length = 0;
  for (const interaction of listInteractions(json)) {
    const text = yield* canonicalJsonInSlices(interaction);
    canonical.set(interaction, text);
    const withId = addInteractionId(interaction, text);
    stored.set(interaction, new RawJson(yield* formatJsonInSlices(withId, asSent)));
    length += text.length;
    if (length < SLICE_CHARS) continue;
    yield;
    length = 0;
  }
  const sha = yield* pactShaInSlices(json, canonical);
  const storedJson = yield* formatJsonInSlices(
    storedPact(json, (interaction) => stored.get(interaction) ?? interaction),
    asSent,
  );
  return { json, sha, storedJson };
}

/** A pact as the broker stores it: every interaction begins with an `_id`, and members that the broker adds to responses are removed. */
export function storedPact(pact: JsonObject, store: (interaction: JsonObject) => Json = addInteractionId): JsonObject {
  const stored = mapInteractions(pact, store);
  stored.delete('createdAt');
  stored.delete('_links');
  return stored;
}

/** The `_id` is the SHA-1 of the interaction's canonical JSON, unless the client has sent one. */
function addInteractionId(interaction: JsonObject, canonical = canonicalJson(interaction)): JsonObject {
  return new Map([['_id', interaction.get('_id') ?? sha1(canonical)], ...interaction]);
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
