import { runSync, SLICE_CHARS, type Task } from './cooperative.ts';
import { type JsonObject, RawJson } from './json.ts';
import { sortByBytesInSlices } from './sort-by-bytes.ts';
import { Utf8Writer } from './utf8-writer.ts';

/** How numbers and objects are written. */
export interface JsonFormat {
  /** @param text the number as it was sent */
  number(text: string): string;
  /** Whether the members of an object are sorted by name; otherwise they keep their order. */
  readonly isSorted: boolean;
}

/** Numbers and members as they were sent. */
export const asSent: JsonFormat = { number: (text) => text, isSorted: false };

/** Compact JSON with numbers and members as they were sent. Accepts plain values too; members that are undefined are omitted. */
export function writeJson(value: unknown): string {
  return formatJson(value, asSent);
}

export function formatJson(value: unknown, format: JsonFormat): string {
  if (value instanceof RawJson) return format.number(value.text);
  return runSync(formatJsonInSlices(value, format));
}

/** An object or a list that is being written. */
interface OpenContainer {
  /** What is not written yet: the items of a list, or the names of an object's members. */
  readonly rest: Iterator<unknown>;
  readonly object: JsonObject | undefined;
  isEmpty: boolean;
}

/** Like `formatJson`, in slices: open containers are stored in a list, not on the call stack. */
export function* formatJsonInSlices(value: unknown, format: JsonFormat): Task<string> {
  const writer = new Utf8Writer();
  const open: OpenContainer[] = [];
  let sliceEnd = SLICE_CHARS;
  yield* writeScalarOrOpen(value, format, writer, open);
  for (let inner = open.at(-1); inner; inner = open.at(-1)) {
    if (writer.length >= sliceEnd) {
      yield;
      sliceEnd = writer.length + SLICE_CHARS;
    }
    const next = inner.rest.next();
    if (next.done) {
      writer.byte(inner.object ? endObject : endList);
      open.pop();
      continue;
    }
    const item = inner.object ? inner.object.get(next.value as string) : next.value;
    if (inner.object && item === undefined) continue;
    if (!inner.isEmpty) writer.byte(comma);
    inner.isEmpty = false;
    if (inner.object) {
      writer.string(next.value as string);
      writer.byte(colon);
    }
    if (!writeScalar(item, format, writer)) yield* writeScalarOrOpen(item, format, writer, open);
  }
  return writer.toString();
}

/** Writes a text, number or literal. Returns false, and writes nothing, for an object or a list. */
function writeScalar(value: unknown, format: JsonFormat, writer: Utf8Writer): boolean {
  if (typeof value === 'string') writer.string(value);
  else if (value instanceof RawJson) writer.raw(format.number(value.text));
  else if (typeof value === 'object' && value !== null) return false;
  else writer.raw(JSON.stringify(value));
  return true;
}

/** Writes a scalar, or begins to write a container. */
function* writeScalarOrOpen(value: unknown, format: JsonFormat, writer: Utf8Writer, open: OpenContainer[]): Task<void> {
  if (writeScalar(value, format, writer)) return;
  if (Array.isArray(value)) {
    writer.byte(beginList);
    open.push({ rest: value.values(), object: undefined, isEmpty: true });
    return;
  }
  const object: JsonObject = value instanceof Map ? value : new Map(Object.entries(value as object));
  writer.byte(beginObject);
  const names = format.isSorted ? yield* sortByBytesInSlices([...object.keys()]) : object.keys();
  open.push({ rest: names[Symbol.iterator](), object, isEmpty: true });
}

const beginObject = 0x7b;
const endObject = 0x7d;
const beginList = 0x5b;
const endList = 0x5d;
const comma = 0x2c;
const colon = 0x3a;
