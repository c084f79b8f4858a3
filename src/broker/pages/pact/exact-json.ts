import type { Field } from '../../../impact/fields.ts';
import { parseRulePath } from '../../../impact/rule-path.ts';
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

/** The example of a field as JSON, a number as the pact has it. */
export function exampleText({ path, example }: Field, whole: unknown, exact: ExactJson): string {
  return (typeof example === 'number' && numberText(path, whole, exact)) || (JSON.stringify(example) ?? '');
}

function numberText(path: string, whole: unknown, exact: ExactJson): string | undefined {
  const keys = keysOf(path);
  const last = keys.at(-1);
  const holder = keys.slice(0, -1).reduce<unknown>((value, key) => isHolder(value) && value[key], whole);
  return last !== undefined && isHolder(holder) ? exact.textOf(holder, last) : undefined;
}

/** Of elements that are alike the first is the example. */
function keysOf(path: string): string[] {
  if (!path.startsWith('$')) return path ? [path] : [];
  return (parseRulePath(path) ?? []).map((step) => (typeof step === 'object' ? step.name : '0'));
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
