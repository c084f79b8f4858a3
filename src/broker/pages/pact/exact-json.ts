import type { Field } from '../../../impact/fields.ts';
import { parseRulePath } from '../../../impact/rule-path.ts';
import { mapInSlices, runCooperatively, SLICE_CHARS } from '../../pact-json/cooperative.ts';
import { type Json, RawJson } from '../../pact-json/json.ts';
import { parseJsonAsync } from '../../pact-json/json-reader.ts';

/** JSON as plain values, with the original text of each number: `80.0` is not the same pact as `80`. */
export interface ExactJson {
  /** As it was sent. */
  readonly json: Json;
  readonly value: unknown;
  /** The original text of the number that `holder` has under `key`; undefined for other values. */
  textOf(holder: object, key: string | number): string | undefined;
}

/** Converting a value takes about as long as parsing this number of characters of JSON. */
const CHARS_PER_VALUE = 40;

/** Yields to other requests while it parses. @throws SyntaxError */
export async function parseExactJson(content: string): Promise<ExactJson> {
  const json = await parseJsonAsync(content);
  const converter = new PlainConverter();
  for (const list of json instanceof Map ? json.values() : [])
    if (Array.isArray(list))
      await runCooperatively(
        mapInSlices(
          list,
          (item: Json) => converter.convertAhead(item),
          (values) => SLICE_CHARS / 50 + values * CHARS_PER_VALUE, // yields after at most 50 interactions
        ),
      );
  const textOf = (holder: object, key: string | number) => converter.numbers.get(holder)?.get(String(key));
  return { json, value: converter.convert(json), textOf };
}

/** Converts parsed JSON to plain values. */
class PlainConverter {
  /** The original texts of the numbers in an object or array, by key. */
  readonly numbers = new WeakMap<object, Map<string, string>>();
  readonly #converted = new Map<Json, unknown>();
  #count = 0;

  /** Converts one of many interactions, and returns its number of values. The conversion of the whole pact then reuses it. */
  convertAhead(json: Json): number {
    const before = this.#count;
    this.#converted.set(json, this.convert(json));
    return this.#count - before;
  }

  convert(json: Json): unknown {
    this.#count += 1;
    if (json instanceof RawJson) return Number(json.text);
    if (typeof json !== 'object' || json === null) return json;
    const known = this.#converted.get(json);
    if (known) return known;
    const texts = new Map<string, string>();
    const convertMember = (name: string, value: Json) => {
      if (value instanceof RawJson) texts.set(name, value.text);
      return this.convert(value);
    };
    const holder = Array.isArray(json)
      ? json.map((item, i) => convertMember(String(i), item))
      : Object.fromEntries(Array.from(json, ([name, value]) => [name, convertMember(name, value)]));
    if (texts.size > 0) this.numbers.set(holder, texts);
    return holder;
  }
}

/** The example of a field as JSON; a number as it is written in the pact. */
export function exampleText({ path, example }: Field, whole: unknown, exact: ExactJson): string {
  return (typeof example === 'number' && numberText(path, whole, exact)) || (JSON.stringify(example) ?? '');
}

function numberText(path: string, whole: unknown, exact: ExactJson): string | undefined {
  const keys = keysOf(path);
  const last = keys.at(-1);
  const holder = keys.slice(0, -1).reduce<unknown>((value, key) => isContainer(value) && value[key], whole);
  return last !== undefined && isContainer(holder) ? exact.textOf(holder, last) : undefined;
}

/** The keys from the root to the field. `[*]` stands for the first element, which is the example. */
function keysOf(path: string): string[] {
  if (!path.startsWith('$')) return path ? [path] : [];
  return (parseRulePath(path) ?? []).map((step) => (typeof step === 'object' ? step.name : '0'));
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
