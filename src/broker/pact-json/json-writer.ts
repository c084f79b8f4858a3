import { type JsonObject, RawJson } from './json.ts';
import { Utf8Writer } from './utf8-writer.ts';

/** In which way JSON is written. */
export interface JsonFormat {
  /** A number, of the text by which it came. */
  number(text: string): string;
  /** The names of an object's members, in the order in which they are to be written. */
  names(object: JsonObject): Iterable<string>;
}

/** Compact JSON of parsed JSON, and of plain values around it; members that are undefined are left out. */
export function formatJson(value: unknown, manner: JsonFormat): string {
  if (value instanceof RawJson) return manner.number(value.text);
  const text = new Utf8Writer();
  writeValue(value, manner, text);
  return text.toString();
}

function writeValue(value: unknown, manner: JsonFormat, text: Utf8Writer): void {
  if (typeof value === 'string') text.string(value);
  else if (value instanceof RawJson) text.raw(manner.number(value.text));
  else if (Array.isArray(value)) writeList(value, manner, text);
  else if (value instanceof Map) writeObject(value, manner, text);
  else if (typeof value === 'object' && value !== null) writeObject(new Map(Object.entries(value)), manner, text);
  else text.raw(JSON.stringify(value));
}

function writeList(list: readonly unknown[], manner: JsonFormat, text: Utf8Writer): void {
  text.byte(beginList);
  list.forEach((item, i) => {
    if (i > 0) text.byte(comma);
    writeValue(item, manner, text);
  });
  text.byte(endList);
}

function writeObject(object: JsonObject, manner: JsonFormat, text: Utf8Writer): void {
  let before = beginObject;
  for (const name of manner.names(object)) {
    const member = object.get(name);
    if (member === undefined) continue;
    text.byte(before);
    text.string(name);
    text.byte(colon);
    writeValue(member, manner, text);
    before = comma;
  }
  if (before === beginObject) text.byte(beginObject);
  text.byte(endObject);
}

const [beginObject, endObject, beginList, endList, comma, colon] = [0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a];

/** Compact JSON of parsed JSON, and of plain values around it; members that are undefined are left out. */
export function writeJson(value: unknown): string {
  return formatJson(value, asItCame);
}

const asItCame: JsonFormat = { number: (text) => text, names: (object) => object.keys() };
