/**
 * JSON as it was sent: members stay in their order whatever they are called, and a number keeps its text (`80.0`, `1e400`, any
 * number of digits). JavaScript's own objects and numbers keep neither.
 */
export type Json = string | boolean | null | JsonText | Json[] | JsonObject;
export type JsonObject = Map<string, Json>;

/** JSON that is written as it stands; what `parseJson` gives for a number. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** How deep objects and lists may lie in each other; deeper ones are refused, as the official broker does. */
const deepest = 50;

/** JSON whose objects and lists lie too deep in each other. */
export class TooDeep extends SyntaxError {
  constructor() {
    super(`JSON is nested too deeply: this broker accepts up to ${deepest} levels.`);
  }
}

/** @throws SyntaxError for what is not JSON, TooDeep */
export function parseJson(text: string): Json {
  JSON.parse(text);
  return new Reader(text).value();
}

/** As JSON.parse, where numbers and the order of members need not be kept. @throws SyntaxError, TooDeep */
export function parsePlainJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (isDeeperThan(deepest, value)) throw new TooDeep();
  return value;
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}

/** Reads text that is known to be JSON. */
class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): Json {
    switch (this.#peek()) {
      case '{':
        return this.#object();
      case '[':
        return this.#list();
      case '"':
        return this.#string();
      default:
        return this.#word();
    }
  }

  #object(): JsonObject {
    const members: JsonObject = new Map();
    this.#each('}', () => {
      const name = this.#string();
      this.#peek();
      this.#at += 1;
      members.set(name, this.value());
    });
    return members;
  }

  #list(): Json[] {
    const items: Json[] = [];
    this.#each(']', () => items.push(this.value()));
    return items;
  }

  /** Reads what stands between an opening bracket and `end`, item by item. */
  #each(end: string, readItem: () => void): void {
    this.#depth += 1;
    if (this.#depth > deepest) throw new TooDeep();
    this.#at += 1;
    while (this.#peek() !== end) {
      readItem();
      if (this.#peek() === ',') this.#at += 1;
    }
    this.#at += 1;
    this.#depth -= 1;
  }

  #string(): string {
    this.#peek();
    const start = this.#at;
    let end = this.#text.indexOf('"', start + 1);
    while (this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    this.#at = end + 1;
    const plain = this.#text.slice(start + 1, end);
    return plain.includes('\\') ? JSON.parse(this.#text.slice(start, end + 1)) : plain;
  }

  #isEscaped(at: number): boolean {
    let backslashes = 0;
    while (this.#text[at - 1 - backslashes] === '\\') backslashes += 1;
    return backslashes % 2 === 1;
  }

  #word(): boolean | null | JsonText {
    wordPattern.lastIndex = this.#at;
    const word = wordPattern.exec(this.#text)?.[0] ?? '';
    this.#at += word.length;
    if (word === 'null') return null;
    return word === 'true' || word === 'false' ? word === 'true' : new JsonText(word);
  }

  /** The next character that is not white space. */
  #peek(): string | undefined {
    while (this.#text.charCodeAt(this.#at) <= space) this.#at += 1;
    return this.#text[this.#at];
  }
}

/** Of the characters up to it, only white space stands between the parts of JSON. */
const space = 32;
const wordPattern = /[-+.\w]+/y;

/** Compact JSON of parsed JSON, and of plain values around it; members that are undefined are left out. */
export function writeJson(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (value instanceof JsonText) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = value instanceof Map ? [...value] : Object.entries(value);
  return `{${members.flatMap(([name, member]) => (member === undefined ? [] : writeMember(name, member))).join()}}`;
}

function writeMember(name: string, value: unknown): string {
  return `${quote(name)}:${writeJson(value)}`;
}

/** A text as JSON. Most need no escaping, and finding that out is quicker than doing it. */
export function quote(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes
  return /["\\\u0000-\u001f\ud800-\udfff]/.test(text) ? JSON.stringify(text) : `"${text}"`;
}
