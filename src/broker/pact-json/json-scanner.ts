import { RawJson } from './json.ts';

/** Reads the strings, numbers and literals of a JSON text from left to right. */
export class JsonScanner {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** How many characters have been read. */
  get position(): number {
    return this.#position;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#text.length;
  }

  /** Skips white space. The code of the next character; NaN at the end. */
  peek(): number {
    let code = this.#text.charCodeAt(this.#position);
    while (code <= space && isWhiteSpace(code)) {
      this.#position += 1;
      code = this.#text.charCodeAt(this.#position);
    }
    return code;
  }

  /** Moves past the character that `peek` returned. */
  advance(): void {
    this.#position += 1;
  }

  /** Reads the string that begins here. @throws SyntaxError */
  readString(): string {
    const text = this.#text;
    const start = this.#position;
    let end = start + 1;
    let hasEscape = false;
    for (let code = text.charCodeAt(end); code !== quote; code = text.charCodeAt(end)) {
      if (!(code >= space)) throw new SyntaxError();
      if (code === backslash) hasEscape = true;
      end += code === backslash ? 2 : 1;
    }
    this.#position = end + 1;
    return hasEscape ? JSON.parse(text.slice(start, end + 1)) : text.slice(start + 1, end);
  }

  /** Reads the number, `true`, `false` or `null` that begins here. @throws SyntaxError */
  readLiteral(): boolean | null | RawJson {
    const start = this.#position;
    literal.lastIndex = start;
    if (!literal.test(this.#text)) throw new SyntaxError();
    this.#position = literal.lastIndex;
    const text = this.#text.slice(start, this.#position);
    if (text === 'null') return null;
    return text === 'true' || text === 'false' ? text === 'true' : new RawJson(text);
  }
}

const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;
const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

function isWhiteSpace(code: number): boolean {
  return code === space || code === lineFeed || code === tab || code === carriageReturn;
}

const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
