import { byBytes, canonicalJson } from './canonical.ts';
import { enclose, goneBeforeNew, inFull, type Line } from './diff-lines.ts';
import { withoutIds } from './ids.ts';
import type { Json, JsonObject } from './json.ts';
import { listOf } from './pact-content.ts';

/**
 * What differs between two pacts, as a unified diff of the parts that differ; ids, the order of interactions and of members do not
 * count. An item of a list that stays the same is `...`. Empty when nothing differs.
 */
export function pactDifference(before: JsonObject, after: JsonObject): string {
  const lines = compare(inOrder(before), inOrder(after), '', '');
  return goneBeforeNew(lines)
    .map(([mark, text]) => mark + text)
    .join('\n');
}

/** Interactions in one order, so that only what really differs does. */
function inOrder(pact: JsonObject): JsonObject {
  const content = withoutIds(pact);
  const name = listOf(content, 'interactions') ? 'interactions' : 'messages';
  const list = listOf(content, name)?.map((item) => [canonicalJson(item), item] as const);
  if (list) {
    const sorted = list.sort(([a], [b]) => byBytes(a, b));
    content.set(
      name,
      sorted.map(([, item]) => item),
    );
  }
  return content;
}

function compare(before: Json | undefined, after: Json | undefined, indent: string, label: string): Line[] {
  if (before instanceof Map && after instanceof Map) return compareObjects(before, after, indent, label);
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, indent, label);
  if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) return [];
  return [...inFull('-', before, indent, label), ...inFull('+', after, indent, label)];
}

function compareObjects(before: JsonObject, after: JsonObject, indent: string, label: string): Line[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(byBytes);
  const members = names.map((name) =>
    compare(before.get(name), after.get(name), `${indent}  `, `${JSON.stringify(name)}: `),
  );
  const changed = members.filter((lines) => lines.length > 0);
  return enclose('{}', changed, indent, label);
}

function compareLists(before: Json[], after: Json[], indent: string, label: string): Line[] {
  const length = Math.max(before.length, after.length);
  const items = Array.from({ length }, (_, i) => compare(before[i], after[i], `${indent}  `, ''));
  if (items.every((lines) => lines.length === 0)) return [];
  const same: Line[] = [[' ', `${indent}  ... `]];
  const shown = items.map((lines) => (lines.length > 0 ? lines : same));
  return enclose('[]', shown, indent, label);
}
