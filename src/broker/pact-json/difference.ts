import { alignInteractions, type Pair } from './align-interactions.ts';
import { canonicalJson, sortByBytes } from './canonical.ts';
import { mapInSlices, runCooperatively, SLICE_CHARS, type Task } from './cooperative.ts';
import { enclose, fullLines, type Line, removedBeforeAdded } from './diff-lines.ts';
import type { Json, JsonObject } from './json.ts';
import { INTERACTION_LISTS } from './pact-content.ts';
import { removeInteractionIds } from './parsed-pact.ts';

type Value = Json | undefined;

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
  for (const name of namesIn(before, after))
    members.push(yield* compareMember(before.get(name), after.get(name), name));
  const lines = enclose('{}', members.filter(isDifferent), '', '');
  yield;
  return removedBeforeAdded(lines)
    .map(([mark, text]) => mark + text)
    .join('\n');
}

/** A member of the pact itself. Interactions and messages are aligned by description and state before they are compared. */
function* compareMember(before: Value, after: Value, name: string): Task<Line[]> {
  const isList = Array.isArray(before) && Array.isArray(after) && INTERACTION_LISTS.some((list) => list === name);
  if (!isList) return compare(before, after, '  ', labelOf(name));
  const pairs = yield* alignInteractions(before, after);
  const items = yield* mapInSlices(pairs, compareItem('    '), () => SLICE_CHARS / 50);
  yield;
  return listLines(items, '  ', labelOf(name));
}

const labelOf = (name: string) => `${JSON.stringify(name)}: `;

function compare(before: Value, after: Value, indent: string, label: string): Line[] {
  if (before instanceof Map && after instanceof Map) return compareObjects(before, after, indent, label);
  if (Array.isArray(before) && Array.isArray(after)) {
    return listLines(pairByIndex(before, after).map(compareItem(`${indent}  `)), indent, label);
  }
  if (before === after) return [];
  if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) return [];
  return [...fullLines('-', before, indent, label), ...fullLines('+', after, indent, label)];
}

function compareObjects(before: JsonObject, after: JsonObject, indent: string, label: string): Line[] {
  const members = namesIn(before, after).map((name) =>
    compare(before.get(name), after.get(name), `${indent}  `, labelOf(name)),
  );
  return enclose('{}', members.filter(isDifferent), indent, label);
}

function namesIn(before: JsonObject, after: JsonObject): string[] {
  return sortByBytes([...new Set([...before.keys(), ...after.keys()])]);
}

function pairByIndex(before: readonly Json[], after: readonly Json[]): Pair[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, i) => [before[i], after[i]]);
}

const compareItem =
  (indent: string) =>
  ([before, after]: Pair): Line[] =>
    compare(before, after, indent, '');

function listLines(items: Line[][], indent: string, label: string): Line[] {
  if (!items.some(isDifferent)) return [];
  const same: Line[] = [[' ', `${indent}  ... `]];
  const shown = items.map((lines) => (isDifferent(lines) ? lines : same));
  return enclose('[]', shown, indent, label);
}

function isDifferent(lines: Line[]): boolean {
  return lines.length > 0;
}
