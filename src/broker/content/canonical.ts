import { type Json, JsonText } from './json.ts';
import { rubyNumber } from './ruby-number.ts';

/** JSON as the official broker hashes it: compact, with Ruby's numbers, and with the members of every object in order of their names. */
export function canonicalJson(value: Json): string {
  return write(value, true);
}

/** The same, with the members in the order they came in. */
export function rubyJson(value: Json): string {
  return write(value, false);
}

function write(value: Json, sorted: boolean): string {
  if (value instanceof JsonText) return rubyNumber(value.text);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, sorted)).join()}]`;
  if (!(value instanceof Map)) return JSON.stringify(value);
  const members = sorted ? [...value].sort(([a], [b]) => byBytes(a, b)) : [...value];
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${write(member, sorted)}`).join()}}`;
}

/** Ruby's order of texts: by their bytes in UTF-8. It differs from JavaScript's only beyond the basic multilingual plane. */
export function byBytes(a: string, b: string): number {
  if (/[\ud800-\uffff]/.test(a) && /[\ud800-\uffff]/.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : Number(a > b);
}
