import { type JsonObject, RawJson } from './json.ts';
import { Utf8Writer } from './utf8-writer.ts';

/** How numbers and objects are written. */
export interface JsonFormat {
  /** @param text the number as it was sent */
  number(text: string): string;
  /** The names of an object's members in the order in which they are written. */
  names(object: JsonObject): Iterable<string>;
}

/** Compact JSON with numbers and members as they were sent. Accepts plain values too; members that are undefined are omitted. */
export function writeJson(value: unknown): string {
  return formatJson(value, asSent);
}

const asSent: JsonFormat = { number: (text) => text, names: (object) => object.keys() };

export function formatJson(value: unknown, format: JsonFormat): string {
  if (value instanceof RawJson) return format.number(value.text);
  const writer = new Utf8Writer();
  writeValue(value, format, writer);
  return writer.toString();
}

function writeValue(value: unknown, format: JsonFormat, writer: Utf8Writer): void {
  if (typeof value === 'string') writer.string(value);
  else if (value instanceof RawJson) writer.raw(format.number(value.text));
  else if (Array.isArray(value)) writeList(value, format, writer);
  else if (value instanceof Map) writeObject(value, format, writer);
  else if (typeof value === 'object' && value !== null) writeObject(new Map(Object.entries(value)), format, writer);
  else writer.raw(JSON.stringify(value));
}

function writeList(list: readonly unknown[], format: JsonFormat, writer: Utf8Writer): void {
  writer.byte(beginList);
  list.forEach((item, i) => {
    if (i > 0) writer.byte(comma);
    writeValue(item, format, writer);
  });
  writer.byte(endList);
}

function writeObject(object: JsonObject, format: JsonFormat, writer: Utf8Writer): void {
  let separator = beginObject;
  for (const name of format.names(object)) {
    const member = object.get(name);
    if (member === undefined) continue;
    writer.byte(separator);
    writer.string(name);
    writer.byte(colon);
    writeValue(member, format, writer);
    separator = comma;
  }
  if (separator === beginObject) writer.byte(beginObject);
  writer.byte(endObject);
}

const beginObject = 0x7b;
const endObject = 0x7d;
const beginList = 0x5b;
const endList = 0x5d;
const comma = 0x2c;
const colon = 0x3a;
