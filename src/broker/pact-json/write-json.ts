import { type Manner, write } from './json-writer.ts';

/** Compact JSON of parsed JSON, and of plain values around it; members that are undefined are left out. */
export function writeJson(value: unknown): string {
  return write(value, asItCame);
}

const asItCame: Manner = { number: (text) => text, names: (object) => object.keys() };
