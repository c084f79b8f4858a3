import { createHash } from 'node:crypto';
import { canonicalJsonInSlices, rubyJsonInSlices } from './canonical.ts';
import { runSync, type Task } from './cooperative.ts';
import type { Json, JsonObject } from './json.ts';
import { findList, specificationVersion } from './pact-content.ts';
import { sortByBytesInSlices } from './sort-by-bytes.ts';

/**
 * The SHA-1 of a pact's content, equal to the official broker's. It is computed from the interactions, the messages and the specification
 * version, without names and other metadata. The order of interactions, and of members in objects, has no effect. The whole document is
 * hashed if it has neither list. (The official broker may print another last digit of a float with 16 or 17 digits, which changes the SHA.)
 */
export function pactSha(pact: JsonObject): string {
  return runSync(pactShaInSlices(pact, new Map()));
}

/** @param canonical the canonical JSON of interactions for which it has been computed already */
export function* pactShaInSlices(pact: JsonObject, canonical: ReadonlyMap<Json, string>): Task<string> {
  const content = yield* hashedContent(pact, canonical);
  yield;
  return sha1(content);
}

export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** The official broker sorts only one list: `interactions`, or `messages` if there are no interactions. */
function* hashedContent(pact: JsonObject, canonical: ReadonlyMap<Json, string>): Task<string> {
  const listName = ['interactions', 'messages'].find((name) => isTruthyInRuby(pact.get(name)));
  const interactions = findList(pact, 'interactions');
  const messages = findList(pact, 'messages');
  if (!interactions && !messages) return yield* listName ? sortDocumentExcept(pact, listName) : rubyJsonInSlices(pact);
  const version = specificationVersion(pact);
  const parts = [
    interactions && `"interactions":${yield* listJson(interactions, canonical, listName === 'interactions')}`,
    messages && `"messages":${yield* listJson(messages, canonical, listName === 'messages')}`,
    version !== undefined && `"pact_specification_version":${yield* canonicalJsonInSlices(version)}`,
  ];
  return `{${parts.filter(Boolean).join()}}`;
}

function* listJson(list: readonly Json[], canonical: ReadonlyMap<Json, string>, isSorted: boolean): Task<string> {
  const items: string[] = [];
  for (const item of list) items.push(canonical.get(item) ?? (yield* canonicalJsonInSlices(item)));
  return `[${(isSorted ? yield* sortByBytesInSlices(items) : items).join()}]`;
}

function isTruthyInRuby(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== false;
}

const MEMBERS_IN_SLICE = 5_000;

/** A document whose `interactions` or `messages` is not a list. Members are sorted, except those inside that value. */
function* sortDocumentExcept(pact: JsonObject, unsortedName: string): Task<string> {
  const members: string[] = [];
  for (const name of yield* sortByBytesInSlices([...pact.keys()])) {
    const write = name === unsortedName ? rubyJsonInSlices : canonicalJsonInSlices;
    members.push(`${JSON.stringify(name)}:${yield* write(pact.get(name) ?? null)}`);
    if (members.length % MEMBERS_IN_SLICE === 0) yield;
  }
  return `{${members.join()}}`;
}
