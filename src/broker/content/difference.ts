import { alignCases, type Pair } from './align-cases.ts';
import { canonicalJson, inByteOrder } from './canonical.ts';
import { enclose, goneBeforeNew, inFull, type Line } from './diff-lines.ts';
import { withoutIds } from './ids.ts';
import type { Json, JsonObject } from './json.ts';
import { verifiedLists } from './pact-content.ts';

type Value = Json | undefined;
type Compare = (before: Value, after: Value, indent: string, name: string) => Line[];

/**
 * What differs between two pacts, as a unified diff of the parts that differ; ids, the order of interactions and of members do not
 * count. An item of a list that stays the same is `...`. Empty when nothing differs.
 */
export function pactDifference(before: JsonObject, after: JsonObject): string {
  const lines = compareObjects(withoutIds(before), withoutIds(after), '', '', compareMember);
  return goneBeforeNew(lines)
    .map(([mark, text]) => mark + text)
    .join('\n');
}

/** A member of the pact itself: interactions and messages are compared case by case. */
const compareMember: Compare = (before, after, indent, name) => {
  const isList = Array.isArray(before) && Array.isArray(after) && verifiedLists.some((list) => list === name);
  const label = labelOf(name);
  return isList ? compareItems(alignCases(before, after), indent, label) : compare(before, after, indent, label);
};

const compareNamed: Compare = (before, after, indent, name) => compare(before, after, indent, labelOf(name));
const labelOf = (name: string) => `${JSON.stringify(name)}: `;

function compare(before: Value, after: Value, indent: string, label: string): Line[] {
  if (before instanceof Map && after instanceof Map) return compareObjects(before, after, indent, label, compareNamed);
  if (Array.isArray(before) && Array.isArray(after)) return compareItems(byPlace(before, after), indent, label);
  if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) return [];
  return [...inFull('-', before, indent, label), ...inFull('+', after, indent, label)];
}

function compareObjects(before: JsonObject, after: JsonObject, indent: string, label: string, one: Compare): Line[] {
  const names = inByteOrder([...new Set([...before.keys(), ...after.keys()])]);
  const members = names.map((name) => one(before.get(name), after.get(name), `${indent}  `, name));
  const changed = members.filter((lines) => lines.length > 0);
  return enclose('{}', changed, indent, label);
}

function byPlace(before: readonly Json[], after: readonly Json[]): Pair[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, i) => [before[i], after[i]]);
}

function compareItems(pairs: readonly Pair[], indent: string, label: string): Line[] {
  const items = pairs.map(([before, after]) => compare(before, after, `${indent}  `, ''));
  if (items.every((lines) => lines.length === 0)) return [];
  const same: Line[] = [[' ', `${indent}  ... `]];
  const shown = items.map((lines) => (lines.length > 0 ? lines : same));
  return enclose('[]', shown, indent, label);
}
