import { alignInteractions, type Pair } from './align-interactions.ts';
import { canonicalJsonInSlices } from './canonical.ts';
import { runCooperatively, type Task } from './cooperative.ts';
import { encloseInBrackets, fullLines, type Line, sortRemovedFirst } from './diff-lines.ts';
import type { Json, JsonObject } from './json.ts';
import { INTERACTION_LISTS } from './pact-content.ts';
import { removeInteractionIds } from './parsed-pact.ts';
import { sortByBytesInSlices } from './sort-by-bytes.ts';

type Value = Json | undefined;

/** Larger pacts are not compared: the comparison would take many seconds, and the difference would be too long to read. */
const MAX_COMPARED_CHARS = 2 * 2 ** 20;
const MAX_COMPARED_VALUES = 100_000;

/** Whether a pact is small enough to be compared. Every comma in its JSON counts as a value. */
export function isComparable(json: string): boolean {
  if (json.length > MAX_COMPARED_CHARS) return false;
  let count = 0;
  for (let at = json.indexOf(','); at >= 0 && count <= MAX_COMPARED_VALUES; at = json.indexOf(',', at + 1)) count += 1;
  return count <= MAX_COMPARED_VALUES;
}

/** The text in place of a difference, for pacts that are too large. */
export const notCompared = `The difference is not shown: one of the pacts has more than ${MAX_COMPARED_CHARS / 2 ** 20} MiB or ${MAX_COMPARED_VALUES} values.`;

/**
 * The difference of two pacts as a unified diff of the parts that differ, in the official broker's format. Interaction ids and the
 * order of interactions and members are ignored. An unchanged item of a list is written as `...`. Empty when nothing differs.
 * Yields to other requests while it compares.
 */
export function pactDifference(before: JsonObject, after: JsonObject): Promise<string> {
  return runCooperatively(comparePacts(removeInteractionIds(before), removeInteractionIds(after)));
}

function* comparePacts(before: JsonObject, after: JsonObject): Task<string> {
  const members: Line[][] = [];
  const counter = { count: 0 };
  for (const name of yield* namesIn(before, after))
    members.push(yield* compareMember(before.get(name), after.get(name), name, counter));
  const lines = encloseInBrackets('{}', members.filter(isDifferent), '', '');
  yield;
  return sortRemovedFirst(lines)
    .map(([mark, text]) => mark + text)
    .join('\n');
}

/** A member of the pact itself. Interactions and messages are aligned by description and state before they are compared. */
function* compareMember(before: Value, after: Value, name: string, counter: Counter): Task<Line[]> {
  const isList = Array.isArray(before) && Array.isArray(after) && INTERACTION_LISTS.some((list) => list === name);
  if (!isList) return yield* compare(before, after, '  ', labelOf(name), counter);
  const pairs = yield* alignInteractions(before, after);
  const items: Line[][] = [];
  for (const [one, other] of pairs) items.push(yield* compare(one, other, '    ', '', counter));
  yield;
  return listLines(items, '  ', labelOf(name));
}

const labelOf = (name: string) => `${JSON.stringify(name)}: `;

/** Counts values, so that a task yields after some thousands of them. */
interface Counter {
  count: number;
}
const VALUES_IN_SLICE = 2_000;

function* compare(before: Value, after: Value, indent: string, label: string, counter: Counter): Task<Line[]> {
  counter.count += 1;
  if (counter.count % VALUES_IN_SLICE === 0) yield;
  if (before instanceof Map && after instanceof Map)
    return yield* compareObjects(before, after, indent, label, counter);
  if (Array.isArray(before) && Array.isArray(after)) return yield* compareLists(before, after, indent, label, counter);
  if (before === after) return [];
  if (before !== undefined && after !== undefined && (yield* areEqual(before, after))) return [];
  const removed = yield* fullLines('-', before, indent, label);
  return removed.concat(yield* fullLines('+', after, indent, label));
}

function* areEqual(before: Json, after: Json): Task<boolean> {
  return (yield* canonicalJsonInSlices(before)) === (yield* canonicalJsonInSlices(after));
}

function* compareObjects(
  before: JsonObject,
  after: JsonObject,
  indent: string,
  label: string,
  counter: Counter,
): Task<Line[]> {
  const members: Line[][] = [];
  for (const name of yield* namesIn(before, after)) {
    const lines = yield* compare(before.get(name), after.get(name), `${indent}  `, labelOf(name), counter);
    if (isDifferent(lines)) members.push(lines);
  }
  return encloseInBrackets('{}', members, indent, label);
}

function* compareLists(
  before: readonly Json[],
  after: readonly Json[],
  indent: string,
  label: string,
  counter: Counter,
): Task<Line[]> {
  const items: Line[][] = [];
  for (const [one, other] of pairByIndex(before, after))
    items.push(yield* compare(one, other, `${indent}  `, '', counter));
  return listLines(items, indent, label);
}

function namesIn(before: JsonObject, after: JsonObject): Task<string[]> {
  return sortByBytesInSlices([...new Set([...before.keys(), ...after.keys()])]);
}

function pairByIndex(before: readonly Json[], after: readonly Json[]): Pair[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, i) => [before[i], after[i]]);
}

function listLines(items: Line[][], indent: string, label: string): Line[] {
  if (!items.some(isDifferent)) return [];
  const same: Line[] = [[' ', `${indent}  ... `]];
  const shown = items.map((lines) => (isDifferent(lines) ? lines : same));
  return encloseInBrackets('[]', shown, indent, label);
}

function isDifferent(lines: Line[]): boolean {
  return lines.length > 0;
}
