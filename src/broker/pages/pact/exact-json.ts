import { type Json, JsonText } from '../../content/json.ts';
import { parseJson } from '../../content/read-json.ts';

/** JSON as plain values, which still knows how its numbers were written. */
export interface ExactJson {
  readonly value: unknown;
  /** The number that stands there, as it was written; undefined for anything else. */
  textOf(holder: object, key: string | number): string | undefined;
}

/** @throws SyntaxError */
export function parseExactJson(content: string): ExactJson {
  const texts = new WeakMap<object, Map<string, string>>();
  return { value: plain(parseJson(content), texts), textOf: (holder, key) => texts.get(holder)?.get(String(key)) };
}

type Texts = WeakMap<object, Map<string, string>>;

function plain(json: Json, texts: Texts): unknown {
  if (json instanceof JsonText) return Number(json.text);
  if (typeof json !== 'object' || json === null) return json;
  const members: [string, Json][] = Array.isArray(json) ? json.map((item, at) => [String(at), item]) : [...json];
  const values = members.map(([name, member]): [string, unknown] => [name, plain(member, texts)]);
  const holder = Array.isArray(json) ? values.map(([, value]) => value) : Object.fromEntries(values);
  const numbers = members.flatMap(([name, member]): [string, string][] =>
    member instanceof JsonText ? [[name, member.text]] : [],
  );
  if (numbers.length > 0) texts.set(holder, new Map(numbers));
  return holder;
}
