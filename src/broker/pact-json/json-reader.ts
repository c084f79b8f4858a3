import { runCooperatively, runSync, SLICE_CHARS, type Task } from './cooperative.ts';
import {
  type Json,
  JsonLimitError,
  type JsonObject,
  JsonTooDeepError,
  MAX_DEPTH,
  MAX_MEMBERS,
  TooManyMembersError,
} from './json.ts';
import { JsonScanner } from './json-scanner.ts';

/** @throws SyntaxError for invalid JSON, with the engine's message; JsonLimitError */
export function parseJson(text: string): Json {
  try {
    return runSync(parse(text));
  } catch (error) {
    if (!(error instanceof JsonLimitError)) JSON.parse(text);
    throw error;
  }
}

/** Like `parseJson`, but yields to other requests while it parses a long text. @throws SyntaxError, JsonLimitError */
export function parseJsonAsync(text: string): Promise<Json> {
  return runCooperatively(parse(text));
}

function* parse(text: string): Task<Json> {
  const reader = new JsonReader(text);
  for (let end = SLICE_CHARS; !reader.readUntil(end); end += SLICE_CHARS) yield;
  return reader.document;
}

/** `JSON.parse`, for bodies whose numbers and order of members do not matter. @throws SyntaxError, JsonTooDeepError */
export function parsePlainJson(text: string): unknown {
  if (depthOf(text) > MAX_DEPTH) throw new JsonTooDeepError();
  return JSON.parse(text);
}

const openingBracket = /[{[]/;

/** How deeply a JSON text is nested, at most one more than is accepted. Brackets inside strings do not count. */
function depthOf(text: string): number {
  if (!openingBracket.test(text)) return 0;
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length && deepest <= MAX_DEPTH; i += 1) {
    const code = text.charCodeAt(i);
    if (code === quote) i = endOfString(text, i);
    else if (code === beginObject || code === beginList) deepest = Math.max(deepest, ++depth);
    else if (code === endObject || code === endList) depth -= 1;
  }
  return deepest;
}

/** The position of the quote that ends a string; the end of the text if there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

/** Whether an odd number of backslashes precedes a character. */
function isEscaped(text: string, position: number): boolean {
  let start = position;
  while (text.charCodeAt(start - 1) === backslash) start -= 1;
  return (position - start) % 2 === 1;
}

/** A JSON parser that can pause after any value: open containers are stored in a list, not on the call stack. */
export class JsonReader {
  readonly #scanner: JsonScanner;
  /** Objects and lists that have begun and not ended, the innermost last. */
  readonly #open: (JsonObject | Json[])[] = [];
  /** The name of the member that is being read, for each open object. */
  readonly #names: string[] = [];
  #document: Json | undefined;

  constructor(text: string) {
    this.#scanner = new JsonScanner(text);
  }

  /** Reads up to position `end`, or a little further. True when the document is complete. @throws SyntaxError, JsonTooDeepError */
  readUntil(end: number): boolean {
    while (this.#document === undefined && this.#scanner.position < end) this.#readValue();
    return this.#document !== undefined;
  }

  /** The parsed document, once it is complete. */
  get document(): Json {
    if (this.#document === undefined) throw new Error('the JSON document is incomplete');
    return this.#document;
  }

  #readValue(): void {
    const next = this.#scanner.peek();
    if (next === beginObject) this.#begin(new Map(), endObject);
    else if (next === beginList) this.#begin([], endList);
    else this.#add(next === quote ? this.#scanner.readString() : this.#scanner.readLiteral());
  }

  #begin(container: JsonObject | Json[], end: number): void {
    if (this.#open.length === MAX_DEPTH) throw new JsonTooDeepError();
    this.#scanner.advance();
    if (this.#scanner.peek() === end) {
      this.#scanner.advance();
      this.#add(container);
    } else {
      this.#open.push(container);
      if (container instanceof Map) this.#readName();
    }
  }

  /** Adds a complete value to the innermost container, and closes every container that ends after it. */
  #add(complete: Json): void {
    let value = complete;
    for (let inner = this.#open.at(-1); inner; inner = this.#open.at(-1)) {
      if (Array.isArray(inner)) inner.push(value);
      else inner.set(this.#names.pop() ?? '', value);
      if (!this.#endsAfterValue(inner)) return;
      this.#open.pop();
      value = inner;
    }
    this.#scanner.peek();
    if (!this.#scanner.isAtEnd) throw new SyntaxError();
    this.#document = value;
  }

  /** Reads what follows a value: the end of its container, or a comma and, in an object, the next name. */
  #endsAfterValue(inner: JsonObject | Json[]): boolean {
    const next = this.#scanner.peek();
    const isList = Array.isArray(inner);
    this.#scanner.advance();
    if (next === (isList ? endList : endObject)) return true;
    if (next !== comma) throw new SyntaxError();
    if (!isList) {
      if (inner.size === MAX_MEMBERS) throw new TooManyMembersError();
      this.#readName();
    }
    return false;
  }

  #readName(): void {
    if (this.#scanner.peek() !== quote) throw new SyntaxError();
    this.#names.push(this.#scanner.readString());
    if (this.#scanner.peek() !== colon) throw new SyntaxError();
    this.#scanner.advance();
  }
}

const beginObject = 0x7b;
const endObject = 0x7d;
const beginList = 0x5b;
const endList = 0x5d;
const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
