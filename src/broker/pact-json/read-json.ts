import { atOnce, givingWay, type Steps, stretch } from './cooperative.ts';
import { deepest, type Json, TooDeep } from './json.ts';
import { JsonReader } from './json-reader.ts';

/** @throws SyntaxError for what is not JSON, TooDeep */
export function parseJson(text: string): Json {
  return atOnce(reading(text));
}

/** The same, giving way to others while a long text is read. @throws SyntaxError, TooDeep */
export function readJson(text: string): Promise<Json> {
  return givingWay(reading(text));
}

function* reading(text: string): Steps<Json> {
  const reader = new JsonReader(text);
  try {
    for (let end = stretch; !reader.readOn(end); end += stretch) yield;
    return reader.whole;
  } catch (error) {
    JSON.parse(text); // that it is malformed anywhere comes first, in the engine's words
    throw error;
  }
}

/** As JSON.parse, where numbers and the order of members need not be kept. @throws SyntaxError, TooDeep */
export function parsePlainJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (isDeeperThan(deepest, value)) throw new TooDeep();
  return value;
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}
