import type { Json } from './json.ts';
import { formatJson, type JsonFormat } from './json-writer.ts';
import { rubyNumber } from './ruby-number.ts';

/** JSON as the official broker hashes it: compact, numbers as Ruby writes them, and the members of every object sorted by name. */
export function canonicalJson(value: Json): string {
  return formatJson(value, canonical);
}

/** Compact JSON with numbers as Ruby writes them; members keep their order. */
export function rubyJson(value: Json): string {
  return formatJson(value, ruby);
}

const ruby: JsonFormat = { number: rubyNumber, names: (object) => object.keys() };
const canonical: JsonFormat = { number: rubyNumber, names: (object) => sortByBytes([...object.keys()]) };

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

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
