import type { Task } from './cooperative.ts';

/**
 * Sorts in place as Ruby does, by the bytes in UTF-8. JavaScript sorts by UTF-16 code units, which differs only for characters beyond
 * the basic multilingual plane, that is for texts with surrogates.
 */
export function sortByBytes(texts: string[]): string[] {
  if (texts.some(hasSurrogate)) return texts.sort(compareBytes);
  return texts.length > INSERTION_SORT_LIMIT ? texts.sort() : insertionSort(texts);
}

/** Up to this length insertion sort is faster than `Array.prototype.sort`; almost every object has fewer members. */
const INSERTION_SORT_LIMIT = 20;

function insertionSort(texts: string[]): string[] {
  for (let i = 1; i < texts.length; i += 1) {
    const text = texts[i] as string;
    let at = i;
    for (; at > 0 && (texts[at - 1] as string) > text; at -= 1) texts[at] = texts[at - 1] as string;
    texts[at] = text;
  }
  return texts;
}

function hasSurrogate(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if ((text.charCodeAt(i) & 0xf800) === 0xd800) return true;
  return false;
}

/** Compares the bytes of two texts in UTF-8. In UTF-16, only surrogates are out of this order: they come before U+E000 to U+FFFF. */
function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const difference = utf8Rank(a.charCodeAt(i)) - utf8Rank(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function utf8Rank(codeUnit: number): number {
  if (codeUnit < 0xd800) return codeUnit;
  return codeUnit < 0xe000 ? codeUnit + 0x2000 : codeUnit - 0x800;
}

/** Longer lists are sorted in slices of this length, which are then merged. */
const SLICE_ITEMS = 10_000;

/** Like `sortByBytes`, in slices. Returns the list itself if it is short, otherwise a new one. */
export function* sortByBytesInSlices(texts: string[]): Task<string[]> {
  if (texts.length <= SLICE_ITEMS) return sortByBytes(texts);
  const isBefore = texts.some(hasSurrogate)
    ? (a: string, b: string) => compareBytes(a, b) <= 0
    : (a: string, b: string) => a <= b;
  let runs: string[][] = [];
  for (let start = 0; start < texts.length; start += SLICE_ITEMS) {
    runs.push(sortByBytes(texts.slice(start, start + SLICE_ITEMS)));
    yield;
  }
  while (runs.length > 1) {
    const merged: string[][] = [];
    for (let i = 0; i < runs.length; i += 2) merged.push(yield* merge(runs[i] ?? [], runs[i + 1] ?? [], isBefore));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge(one: string[], other: string[], isBefore: (a: string, b: string) => boolean): Task<string[]> {
  const merged: string[] = [];
  for (let i = 0, j = 0; i < one.length || j < other.length; ) {
    const a = one[i];
    const b = other[j];
    const takesFirst = b === undefined || (a !== undefined && isBefore(a, b));
    merged.push((takesFirst ? a : b) as string);
    if (takesFirst) i += 1;
    else j += 1;
    if (merged.length % SLICE_ITEMS === 0) yield;
  }
  return merged;
}
