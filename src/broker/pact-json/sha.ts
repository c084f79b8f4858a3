import { createHash } from 'node:crypto';
import { canonicalJson, rubyJson, sortByBytes } from './canonical.ts';
import type { Json, JsonObject } from './json.ts';
import { findList, specificationVersion } from './pact-content.ts';

/**
 * The SHA-1 of what a pact says, equal to the official broker's: the interactions and messages whatever their order and the order of
 * their members, and the specification version; names and other metadata do not count. A document without either counts whole.
 * (For a float of 16 or 17 digits the official broker's own text, and so its SHA, may end in another digit.)
 */
export function pactSha(pact: JsonObject): string {
  const sha = known.get(pact) ?? sha1(contentThatCounts(pact));
  known.set(pact, sha);
  return sha;
}

/** A pact is asked for it several times while it is published. */
const known = new WeakMap<JsonObject, string>();

/** The SHA-1 of an interaction without its `_id`. */
export function interactionSha(interaction: JsonObject): string {
  if (!interaction.has('_id')) return sha1(canonicalText(interaction));
  return sha1(canonicalJson(new Map([...interaction].filter(([name]) => name !== '_id'))));
}

/** Of an interaction: asked for once for the SHA of its pact and once for its own. */
function canonicalText(interaction: Json): string {
  if (!(interaction instanceof Map)) return canonicalJson(interaction);
  const text = texts.get(interaction) ?? canonicalJson(interaction);
  texts.set(interaction, text);
  return text;
}

const texts = new WeakMap<JsonObject, string>();

function contentThatCounts(pact: JsonObject): string {
  const sorted = ['interactions', 'messages'].find((name) => isThere(pact.get(name)));
  const interactions = findList(pact, 'interactions');
  const messages = findList(pact, 'messages');
  if (!interactions && !messages) return sorted ? wholeSorted(pact, sorted) : rubyJson(pact);
  const version = specificationVersion(pact);
  const parts = [
    interactions && `"interactions":${writeList(interactions, sorted === 'interactions')}`,
    messages && `"messages":${writeList(messages, sorted === 'messages')}`,
    version !== undefined && `"pact_specification_version":${canonicalJson(version)}`,
  ];
  return `{${parts.filter(Boolean).join()}}`;
}

/** Ruby takes everything but null and false for there. */
function isThere(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== false;
}

function writeList(list: Json[], sorted: boolean): string {
  const items = list.map(canonicalText);
  return `[${(sorted ? sortByBytes(items) : items).join()}]`;
}

/** A document whose `interactions` or `messages` is no list: sorted all but that. */
function wholeSorted(pact: JsonObject, name: string): string {
  const texts = sortByBytes([...pact.keys()]).map((key) => {
    const write = key === name ? rubyJson : canonicalJson;
    return `${canonicalJson(key)}:${write(pact.get(key) ?? null)}`;
  });
  return `{${texts.join()}}`;
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
