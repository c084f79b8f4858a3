import type { Json } from './json.ts';
import { writeJson } from './json-writer.ts';

/** A line of a unified diff: kept, gone or new. */
export type Line = readonly [mark: ' ' | '-' | '+', text: string];

/** Parts between brackets; none when there are no parts. */
export function enclose(brackets: '{}' | '[]', parts: Line[][], indent: string, label: string): Line[] {
  if (parts.length === 0) return [];
  return [[' ', indent + label + brackets[0]], ...separate(parts), [' ', indent + brackets[1]]];
}

/** A value in full, every line with the same mark. */
export function inFull(mark: '-' | '+', value: Json | undefined, indent: string, label: string): Line[] {
  if (value === undefined) return [];
  const isList = Array.isArray(value);
  if (!isList && !(value instanceof Map)) return [[mark, indent + label + writeJson(value)]];
  const brackets = isList ? '[]' : '{}';
  const parts = isList
    ? value.map((item) => inFull(mark, item, `${indent}  `, ''))
    : [...value].map(([name, item]) => inFull(mark, item, `${indent}  `, `${JSON.stringify(name)}: `));
  if (parts.length === 0) return [[mark, indent + label + brackets]];
  return [[mark, indent + label + brackets[0]], ...separate(parts), [mark, indent + brackets[1]]];
}

function separate(parts: Line[][]): Line[] {
  return parts.flatMap((lines, i) => (i < parts.length - 1 ? withComma(lines) : lines));
}

/** A comma after the last line of either side. */
function withComma(lines: Line[]): Line[] {
  const lastGone = lines.findLastIndex(([mark]) => mark === '-');
  const ends = [lines.length - 1, lines.at(-1)?.[0] === '+' ? lastGone : -1];
  return lines.map(([mark, text], i) => [mark, ends.includes(i) ? `${text},` : text]);
}

/** Within a run of changed lines, those that go come before those that come. */
export function goneBeforeNew(lines: Line[]): Line[] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run && isKept(run[0]) === isKept(line)) run.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run) => [...run.filter(([mark]) => mark !== '+'), ...run.filter(([mark]) => mark === '+')]);
}

function isKept(line: Line | undefined): boolean {
  return line?.[0] === ' ';
}
