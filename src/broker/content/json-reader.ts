import { deepest, type Json, type JsonObject, JsonText, TooDeep } from './json.ts';

/** Reads JSON as far as it is told to, and goes on from there: what it is inside of is kept in lists, not in calls. */
export class JsonReader {
  readonly #text: string;
  #at = 0;
  /** The objects and lists that have begun and not ended, the innermost last. */
  readonly #open: (JsonObject | Json[])[] = [];
  /** Of each of these objects, the name of the member that is being read. */
  readonly #names: string[] = [];
  #whole: Json | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads until `end`, or a little further, and tells whether that was all. @throws SyntaxError, TooDeep */
  readOn(end: number): boolean {
    while (this.#whole === undefined && this.#at < end) this.#readValue();
    return this.#whole !== undefined;
  }

  /** What was read; there once all of it is. */
  get whole(): Json {
    if (this.#whole === undefined) throw new Error('not all of the JSON has been read');
    return this.#whole;
  }

  #readValue(): void {
    const next = this.#next();
    if (next === beginObject) this.#begin(new Map(), endObject);
    else if (next === beginList) this.#begin([], endList);
    else this.#put(next === quote ? this.#string() : this.#word());
  }

  #begin(container: JsonObject | Json[], end: number): void {
    if (this.#open.length === deepest) throw new TooDeep();
    this.#at += 1;
    if (this.#next() === end) {
      this.#at += 1;
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
    this.#next();
    if (this.#at < this.#text.length) throw new SyntaxError();
    this.#whole = value;
  }

  /** Goes on behind a value: to the next, or to the end of what it is in. */
  #hasEnded(inner: JsonObject | Json[]): boolean {
    const next = this.#next();
    const isList = Array.isArray(inner);
    this.#at += 1;
    if (next === (isList ? endList : endObject)) return true;
    if (next !== comma) throw new SyntaxError();
    if (!isList) this.#readName();
    return false;
  }

  #readName(): void {
    if (this.#next() !== quote) throw new SyntaxError();
    this.#names.push(this.#string());
    if (this.#next() !== colon) throw new SyntaxError();
    this.#at += 1;
  }

  #string(): string {
    const [text, start] = [this.#text, this.#at];
    let [at, isPlain] = [start + 1, true];
    for (let code = text.charCodeAt(at); code !== quote; code = text.charCodeAt(at)) {
      if (!(code >= space)) throw new SyntaxError();
      if (code === backslash) isPlain = false;
      at += code === backslash ? 2 : 1;
    }
    this.#at = at + 1;
    return isPlain ? text.slice(start + 1, at) : JSON.parse(text.slice(start, at + 1));
  }

  #word(): boolean | null | JsonText {
    const start = this.#at;
    word.lastIndex = start;
    if (!word.test(this.#text)) throw new SyntaxError();
    this.#at = word.lastIndex;
    const read = this.#text.slice(start, this.#at);
    if (read === 'null') return null;
    return read === 'true' || read === 'false' ? read === 'true' : new JsonText(read);
  }

  /** The next character that is not white space. */
  #next(): number {
    let code = this.#text.charCodeAt(this.#at);
    while (code <= space && isWhite(code)) {
      this.#at += 1;
      code = this.#text.charCodeAt(this.#at);
    }
    return code;
  }
}

const [beginObject, endObject, beginList, endList] = [0x7b, 0x7d, 0x5b, 0x5d];
const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [space, tab, lineFeed, carriageReturn] = [0x20, 0x09, 0x0a, 0x0d];

function isWhite(code: number): boolean {
  return code === space || code === lineFeed || code === tab || code === carriageReturn;
}

const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
