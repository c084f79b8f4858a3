import { groupBy } from '../../text/group-by.ts';
import { compareText } from '../../text/order.ts';
import { canonicalJson, canonicalJsonInSlices } from './canonical.ts';
import { SLICE_CHARS, type Task } from './cooperative.ts';
import type { Json } from './json.ts';

/** An item of one list and its counterpart in the other; undefined where there is none. */
export type Pair = readonly [before: Json | undefined, after: Json | undefined];

/**
 * Pairs the interactions of two pacts: first those with the same description and provider states, then the remaining ones of both in
 * the order of their canonical JSON.
 */
export function* alignInteractions(before: readonly Json[], after: readonly Json[]): Task<Pair[]> {
  const unmatched = groupBy(yield* sortCanonically(after), keyOf);
  yield;
  const pairs = (yield* sortCanonically(before)).map((item): Pair => [item, unmatched.get(keyOf(item))?.shift()]);
  const removed = pairs.filter(([, counterpart]) => counterpart === undefined).map(([item]) => item);
  const added = yield* sortCanonically([...unmatched.values()].flat());
  const rest = Array.from({ length: Math.max(removed.length, added.length) }, (_, i): Pair => [removed[i], added[i]]);
  return [...pairs.filter(([, counterpart]) => counterpart !== undefined), ...rest];
}

function* sortCanonically(items: readonly Json[]): Task<Json[]> {
  const keyed: (readonly [string, Json])[] = [];
  let length = 0;
  for (const item of items) {
    const text = yield* canonicalJsonInSlices(item);
    keyed.push([text, item]);
    length += text.length;
    if (length < SLICE_CHARS) continue;
    yield;
    length = 0;
  }
  return keyed.sort(([a], [b]) => compareText(a, b)).map(([, item]) => item);
}

/** Canonical JSON of the members that identify an interaction. */
function keyOf(item: Json): string {
  if (!(item instanceof Map)) return canonicalJson(item);
  const parts = ['description', 'providerState', 'providerStates'].map((name) => item.get(name) ?? null);
  return canonicalJson(parts);
}
