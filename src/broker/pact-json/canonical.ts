import type { Json } from './json.ts';
import { formatJson, type JsonFormat } from './json-writer.ts';
import { rubyNumber } from './ruby-number.ts';

/** JSON as the official broker hashes it: compact, with Ruby's numbers, and with the members of every object in order of their names. */
export function canonicalJson(value: Json): string {
  return formatJson(value, canonical);
}

/** The same, with the members in the order they came in. */
export function rubyJson(value: Json): string {
  return formatJson(value, ruby);
}

const ruby: JsonFormat = { number: rubyNumber, names: (object) => object.keys() };
const canonical: JsonFormat = { number: rubyNumber, names: (object) => sortByBytes([...object.keys()]) };

/** Sorts texts as Ruby does: by their bytes in UTF-8. It differs from JavaScript's order only beyond the basic multilingual plane. */
export function sortByBytes(texts: string[]): string[] {
  if (texts.some(hasSurrogate)) return texts.sort(byBytes);
  return texts.length > few ? texts.sort() : insertEach(texts);
}

/** So few are sorted quicker by hand: almost every object has no more members. */
const few = 20;

function insertEach(texts: string[]): string[] {
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

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
