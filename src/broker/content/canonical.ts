import { type Json, JsonText, quote } from './json.ts';
import { rubyNumber } from './ruby-number.ts';

/** JSON as the official broker hashes it: compact, with Ruby's numbers, and with the members of every object in order of their names. */
export function canonicalJson(value: Json): string {
  return write(value, inByteOrder);
}

/** The same, with the members in the order they came in. */
export function rubyJson(value: Json): string {
  return write(value, (names) => names);
}

type Order = (names: string[]) => string[];

function write(value: Json, order: Order): string {
  if (typeof value === 'string') return quote(value);
  if (value instanceof JsonText) return rubyNumber(value.text);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, order)).join()}]`;
  if (!(value instanceof Map)) return JSON.stringify(value);
  let members = '';
  for (const name of order([...value.keys()]))
    members += `${members && ','}${quote(name)}:${write(value.get(name) ?? null, order)}`;
  return `{${members}}`;
}

/** Sorts texts as Ruby does: by their bytes in UTF-8. It differs from JavaScript's order only beyond the basic multilingual plane. */
export function inByteOrder(texts: string[]): string[] {
  return texts.some((text) => /[\ud800-\udfff]/.test(text)) ? texts.sort(byBytes) : texts.sort();
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
