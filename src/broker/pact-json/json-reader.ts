import { runCooperatively, runSync, SLICE_CHARS, type Task } from './cooperative.ts';
import { type Json, type JsonObject, JsonTooDeepError, MAX_DEPTH } from './json.ts';
import { JsonScanner } from './json-scanner.ts';

/** Reads JSON as far as it is told to, and goes on from there: what it is inside of is kept in lists, not in calls. */
export class JsonReader {
  readonly #scanner: JsonScanner;
  /** The objects and lists that have begun and not ended, the innermost last. */
  readonly #open: (JsonObject | Json[])[] = [];
  /** Of each of these objects, the name of the member that is being read. */
  readonly #names: string[] = [];
  #whole: Json | undefined;

  constructor(text: string) {
    this.#scanner = new JsonScanner(text);
  }

  /** Reads until `end`, or a little further, and tells whether that was all. @throws SyntaxError, TooDeep */
  readOn(end: number): boolean {
    while (this.#whole === undefined && this.#scanner.at < end) this.#readValue();
    return this.#whole !== undefined;
  }

  /** What was read; there once all of it is. */
  get whole(): Json {
    if (this.#whole === undefined) throw new Error('not all of the JSON has been read');
    return this.#whole;
  }

  #readValue(): void {
    const next = this.#scanner.next();
    if (next === beginObject) this.#begin(new Map(), endObject);
    else if (next === beginList) this.#begin([], endList);
    else this.#put(next === quote ? this.#scanner.string() : this.#scanner.word());
  }

  #begin(container: JsonObject | Json[], end: number): void {
    if (this.#open.length === MAX_DEPTH) throw new JsonTooDeepError();
    this.#scanner.skip();
    if (this.#scanner.next() === end) {
      this.#scanner.skip();
      this.#put(container);
    } else {
      this.#open.push(container);
      if (container instanceof Map) this.#readName();
    }
  }

  /** Puts a value where it belongs, and ends what ends with it. */
  #put(read: Json): void {
    let value = read;
    for (let inner = this.#open.at(-1); inner; inner = this.#open.at(-1)) {
      if (Array.isArray(inner)) inner.push(value);
      else inner.set(this.#names.pop() ?? '', value);
      if (!this.#hasEnded(inner)) return;
      this.#open.pop();
      value = inner;
    }
    this.#scanner.next();
    if (!this.#scanner.isAtEnd) throw new SyntaxError();
    this.#whole = value;
  }

  /** Goes on behind a value: to the next, or to the end of what it is in. */
  #hasEnded(inner: JsonObject | Json[]): boolean {
    const next = this.#scanner.next();
    const isList = Array.isArray(inner);
    this.#scanner.skip();
    if (next === (isList ? endList : endObject)) return true;
    if (next !== comma) throw new SyntaxError();
    if (!isList) this.#readName();
    return false;
  }

  #readName(): void {
    if (this.#scanner.next() !== quote) throw new SyntaxError();
    this.#names.push(this.#scanner.string());
    if (this.#scanner.next() !== colon) throw new SyntaxError();
    this.#scanner.skip();
  }
}

const [beginObject, endObject, beginList, endList] = [0x7b, 0x7d, 0x5b, 0x5d];
const [quote, comma, colon] = [0x22, 0x2c, 0x3a];

/** @throws SyntaxError for what is not JSON, TooDeep */
export function parseJson(text: string): Json {
  return runSync(reading(text));
}

/** The same, giving way to others while a long text is read. @throws SyntaxError, TooDeep */
export function parseJsonAsync(text: string): Promise<Json> {
  return runCooperatively(reading(text));
}

function* reading(text: string): Task<Json> {
  const reader = new JsonReader(text);
  try {
    for (let end = SLICE_CHARS; !reader.readOn(end); end += SLICE_CHARS) yield;
    return reader.whole;
  } catch (error) {
    JSON.parse(text); // that it is malformed anywhere comes first, in the engine's words
    throw error;
  }
}

/** As JSON.parse, where numbers and the order of members need not be kept. @throws SyntaxError, TooDeep */
export function parsePlainJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (isDeeperThan(MAX_DEPTH, value)) throw new JsonTooDeepError();
  return value;
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}
