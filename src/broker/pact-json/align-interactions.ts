import { canonicalJson } from './canonical.ts';
import { mapInSlices, type Task } from './cooperative.ts';
import type { Json } from './json.ts';

/** An item of one list beside its counterpart in another; undefined where there is none. */
export type Pair = readonly [before: Json | undefined, after: Json | undefined];

/** Interactions side by side: those of the same description and states, then what is left of either, one after the other. */
export function* alignInteractions(before: readonly Json[], after: readonly Json[]): Task<Pair[]> {
  const waiting = new Map<string, Json[]>();
  for (const item of yield* inOrder(after)) {
    const same = waiting.get(caseOf(item));
    if (same) same.push(item);
    else waiting.set(caseOf(item), [item]);
  }
  yield;
  const matched = (yield* inOrder(before)).map((item): Pair => [item, waiting.get(caseOf(item))?.shift()]);
  const gone = matched.filter(([, counterpart]) => counterpart === undefined).map(([item]) => item);
  const come = yield* inOrder([...waiting.values()].flat());
  const rest = Array.from({ length: Math.max(gone.length, come.length) }, (_, i): Pair => [gone[i], come[i]]);
  return [...matched.filter(([, counterpart]) => counterpart !== undefined), ...rest];
}

function* inOrder(items: readonly Json[]): Task<Json[]> {
  const texts = yield* mapInSlices(
    items,
    (item) => [canonicalJson(item), item] as const,
    ([text]) => text.length,
  );
  return texts.sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, item]) => item);
}

/** What tells an interaction from others: its description and provider states. */
function caseOf(item: Json): string {
  if (!(item instanceof Map)) return canonicalJson(item);
  const parts = ['description', 'providerState', 'providerStates'].map((name) => item.get(name) ?? null);
  return canonicalJson(parts);
}
