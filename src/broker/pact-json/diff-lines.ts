import type { Task } from './cooperative.ts';
import type { Json } from './json.ts';
import { writeJson } from './json-writer.ts';

/*
 * The lines of a structural JSON diff. The npm package `diff` compares texts, not values: it would pair equal lines of unrelated members,
 * and its time is quadratic where pacts have little in common. Two pacts of 200 kB took more than 60 s, against 0.6 s here.
 */

/** A line of a unified diff: unchanged, removed or added. */
export type Line = readonly [mark: ' ' | '-' | '+', text: string];

/** The lines of some parts between brackets; no lines when there are no parts. */
export function encloseInBrackets(brackets: '{}' | '[]', parts: Line[][], indent: string, label: string): Line[] {
  if (parts.length === 0) return [];
  return [[' ', indent + label + brackets[0]], ...joinWithCommas(parts), [' ', indent + brackets[1]]];
}

/** All lines of a value that was removed or added. */
export function* fullLines(mark: '-' | '+', value: Json | undefined, indent: string, label: string): Task<Line[]> {
  if (value === undefined) return [];
  const isList = Array.isArray(value);
  if (!isList && !(value instanceof Map)) return [[mark, indent + label + writeJson(value)]];
  const brackets = isList ? '[]' : '{}';
  const parts: Line[][] = [];
  const members: Iterable<[string, Json]> = isList ? value.map((item): [string, Json] => ['', item]) : value;
  for (const [name, item] of members) {
    parts.push(yield* fullLines(mark, item, `${indent}  `, isList ? '' : `${JSON.stringify(name)}: `));
    if (parts.length % PARTS_IN_SLICE === 0) yield;
  }
  if (parts.length === 0) return [[mark, indent + label + brackets]];
  return [[mark, indent + label + brackets[0]], ...joinWithCommas(parts), [mark, indent + brackets[1]]];
}

const PARTS_IN_SLICE = 2_000;

function joinWithCommas(parts: Line[][]): Line[] {
  return parts.flatMap((lines, i) => (i < parts.length - 1 ? addComma(lines) : lines));
}

/** Adds a comma to the last line of either side. */
function addComma(lines: Line[]): Line[] {
  const lastRemoved = lines.findLastIndex(([mark]) => mark === '-');
  const ends = [lines.length - 1, lines.at(-1)?.[0] === '+' ? lastRemoved : -1];
  return lines.map(([mark, text], i) => [mark, ends.includes(i) ? `${text},` : text]);
}

/** Moves removed lines before added lines within each run of changed lines. */
export function sortRemovedFirst(lines: Line[]): Line[] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run && isUnchanged(run[0]) === isUnchanged(line)) run.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run) => [...run.filter(([mark]) => mark !== '+'), ...run.filter(([mark]) => mark === '+')]);
}

function isUnchanged(line: Line | undefined): boolean {
  return line?.[0] === ' ';
}
