import { each, givingWay, type Steps, stretch } from './cooperative.ts';
import { keptContent, keptInteraction } from './ids.ts';
import type { JsonObject } from './json.ts';
import { interactionsOf } from './pact-content.ts';
import { pactSha } from './sha.ts';
import { writeJson } from './write-json.ts';

/** What the broker keeps of a pact, as text. */
export function keptText(pact: JsonObject): string {
  const text = known.get(pact) ?? writeJson(keptContent(pact, keptInteraction));
  known.set(pact, text);
  return text;
}

const known = new WeakMap<JsonObject, string>();

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
