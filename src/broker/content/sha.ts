import { createHash } from 'node:crypto';
import { byBytes, canonicalJson, rubyJson } from './canonical.ts';
import type { Json, JsonObject } from './json.ts';
import { listOf, specificationVersion } from './pact-content.ts';

/**
 * The SHA-1 of what a pact says, equal to the official broker's: the interactions and messages whatever their order and the order of
 * their members, and the specification version; names and other metadata do not count. A document without either counts whole.
 * (For a float of 16 or 17 digits the official broker's own text, and so its SHA, may end in another digit.)
 */
export function pactSha(pact: JsonObject): string {
  return sha1(contentThatCounts(pact));
}

/** The SHA-1 of an interaction without its `_id`. */
export function interactionSha(interaction: JsonObject): string {
  const counts = new Map([...interaction].filter(([name]) => name !== '_id'));
  return sha1(canonicalJson(counts));
}

function contentThatCounts(pact: JsonObject): string {
  const sorted = ['interactions', 'messages'].find((name) => isThere(pact.get(name)));
  const interactions = listOf(pact, 'interactions');
  const messages = listOf(pact, 'messages');
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
  const items = list.map(canonicalJson);
  return `[${(sorted ? items.sort(byBytes) : items).join()}]`;
}

/** A document whose `interactions` or `messages` is no list: sorted all but that. */
function wholeSorted(pact: JsonObject, name: string): string {
  const members = [...pact].sort(([a], [b]) => byBytes(a, b));
  const texts = members.map(([key, value]) => {
    const text = key === name ? rubyJson(value) : canonicalJson(value);
    return `${JSON.stringify(key)}:${text}`;
  });
  return `{${texts.join()}}`;
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
