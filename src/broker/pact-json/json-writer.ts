import { type JsonObject, JsonText } from './json.ts';
import { TextBytes } from './utf8-writer.ts';

/** In which way JSON is written. */
export interface Manner {
  /** A number, of the text by which it came. */
  number(text: string): string;
  /** The names of an object's members, in the order in which they are to be written. */
  names(object: JsonObject): Iterable<string>;
}

/** Compact JSON of parsed JSON, and of plain values around it; members that are undefined are left out. */
export function write(value: unknown, manner: Manner): string {
  if (value instanceof JsonText) return manner.number(value.text);
  const text = new TextBytes();
  writeValue(value, manner, text);
  return text.toString();
}

function writeValue(value: unknown, manner: Manner, text: TextBytes): void {
  if (typeof value === 'string') text.addQuoted(value);
  else if (value instanceof JsonText) text.add(manner.number(value.text));
  else if (Array.isArray(value)) writeList(value, manner, text);
  else if (value instanceof Map) writeObject(value, manner, text);
  else if (typeof value === 'object' && value !== null) writeObject(new Map(Object.entries(value)), manner, text);
  else text.add(JSON.stringify(value));
}

function writeList(list: readonly unknown[], manner: Manner, text: TextBytes): void {
  text.sign(beginList);
  list.forEach((item, i) => {
    if (i > 0) text.sign(comma);
    writeValue(item, manner, text);
  });
  text.sign(endList);
}

function writeObject(object: JsonObject, manner: Manner, text: TextBytes): void {
  let before = beginObject;
  for (const name of manner.names(object)) {
    const member = object.get(name);
    if (member === undefined) continue;
    text.sign(before);
    text.addQuoted(name);
    text.sign(colon);
    writeValue(member, manner, text);
    before = comma;
  }
  if (before === beginObject) text.sign(beginObject);
  text.sign(endObject);
}

const [beginObject, endObject, beginList, endList, comma, colon] = [0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a];

/** Compact JSON of parsed JSON, and of plain values around it; members that are undefined are left out. */
export function writeJson(value: unknown): string {
  return write(value, asItCame);
}

const asItCame: Manner = { number: (text) => text, names: (object) => object.keys() };
