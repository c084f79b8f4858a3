import { mapInSlices, runCooperatively, SLICE_CHARS } from '../../pact-json/cooperative.ts';
import { type Json, RawJson } from '../../pact-json/json.ts';
import { parseJsonAsync } from '../../pact-json/json-reader.ts';

/** JSON as plain values, which still knows how its numbers were written. */
export interface ExactJson {
  readonly value: unknown;
  /** The number that stands there, as it was written; undefined for anything else. */
  textOf(holder: object, key: string | number): string | undefined;
}

/** It gives way to others while it reads. @throws SyntaxError */
export async function parseExactJson(content: string): Promise<ExactJson> {
  const json = await parseJsonAsync(content);
  const [texts, made]: [Texts, Made] = [new WeakMap(), new Map()];
  const keep = (item: Json) => made.set(item, plain(item, texts, made));
  for (const list of json instanceof Map ? json.values() : [])
    if (Array.isArray(list)) await runCooperatively(mapInSlices(list, keep, () => SLICE_CHARS / 50));
  return { value: plain(json, texts, made), textOf: (holder, key) => texts.get(holder)?.get(String(key)) };
}

type Texts = WeakMap<object, Map<string, string>>;
/** What has been made of the interactions, of which there may be many. */
type Made = Map<Json, unknown>;

function plain(json: Json, texts: Texts, made: Made): unknown {
  if (json instanceof RawJson) return Number(json.text);
  if (typeof json !== 'object' || json === null) return json;
  const known = made.get(json);
  if (known) return known;
  const numbers = new Map<string, string>();
  const member = (name: string, value: Json) => {
    if (value instanceof RawJson) numbers.set(name, value.text);
    return plain(value, texts, made);
  };
  const holder = Array.isArray(json)
    ? json.map((item, at) => member(String(at), item))
    : Object.fromEntries(Array.from(json, ([name, value]) => [name, member(name, value)]));
  if (numbers.size > 0) texts.set(holder, numbers);
  return holder;
}
