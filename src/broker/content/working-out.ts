import { setImmediate } from 'node:timers/promises';
import { keptContent } from './ids.ts';
import type { JsonObject } from './json.ts';
import { interactionsOf } from './pact-content.ts';
import { pactSha } from './sha.ts';
import { writeJson } from './write-json.ts';

/** What the broker keeps of a pact, as text. */
export function keptText(pact: JsonObject): string {
  const text = known.get(pact) ?? writeJson(keptContent(pact));
  known.set(pact, text);
  return text;
}

const known = new WeakMap<JsonObject, string>();

/** With fewer interactions it is done at once. */
const large = 50;

/** Works out the SHA and the text of a large pact before anything is locked for it, and lets others get on between the steps. */
export async function workOut(pact: JsonObject): Promise<void> {
  if (interactionsOf(pact).length < large) return;
  await setImmediate();
  pactSha(pact);
  await setImmediate();
  keptText(pact);
  await setImmediate();
}
