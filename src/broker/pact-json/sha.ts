import { createHash } from 'node:crypto';
import { canonicalJson, rubyJson, sortByBytes } from './canonical.ts';
import type { Json, JsonObject } from './json.ts';
import { findList, specificationVersion } from './pact-content.ts';

/**
 * The SHA-1 of a pact's content, equal to the official broker's. Interactions and messages count, whatever their order and the order
 * of their members, and so does the specification version; names and other metadata do not. A document that has neither list counts
 * as a whole. (The official broker may end a float of 16 or 17 digits in another digit, and so compute another SHA.)
 * @param canonical the canonical JSON of an interaction, where it has been computed already
 */
export function pactSha(pact: JsonObject, canonical: (item: Json) => string = canonicalJson): string {
  return sha1(hashedContent(pact, canonical));
}

export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function hashedContent(pact: JsonObject, canonical: (item: Json) => string): string {
  const sortedName = ['interactions', 'messages'].find((name) => isTruthyInRuby(pact.get(name)));
  const interactions = findList(pact, 'interactions');
  const messages = findList(pact, 'messages');
  if (!interactions && !messages) return sortedName ? wholeDocument(pact, sortedName) : rubyJson(pact);
  const version = specificationVersion(pact);
  const writeList = (list: Json[], name: string) => {
    const items = list.map(canonical);
    return `[${(name === sortedName ? sortByBytes(items) : items).join()}]`;
  };
  const parts = [
    interactions && `"interactions":${writeList(interactions, 'interactions')}`,
    messages && `"messages":${writeList(messages, 'messages')}`,
    version !== undefined && `"pact_specification_version":${canonicalJson(version)}`,
  ];
  return `{${parts.filter(Boolean).join()}}`;
}

function isTruthyInRuby(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== false;
}

/** A document whose `interactions` or `messages` is not a list: all members are sorted except those inside it. */
function wholeDocument(pact: JsonObject, unsortedName: string): string {
  const members = sortByBytes([...pact.keys()]).map((name) => {
    const write = name === unsortedName ? rubyJson : canonicalJson;
    return `${canonicalJson(name)}:${write(pact.get(name) ?? null)}`;
  });
  return `{${members.join()}}`;
}
