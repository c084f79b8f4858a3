import { RawJson } from './json.ts';

/** Reads the texts, numbers and words that stand in JSON, one after the other. */
export class JsonScanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** How many characters have been read. */
  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The next character that is not white space; NaN at the end. */
  next(): number {
    let code = this.#text.charCodeAt(this.#at);
    while (code <= space && isWhite(code)) {
      this.#at += 1;
      code = this.#text.charCodeAt(this.#at);
    }
    return code;
  }

  /** Goes on behind that character. */
  skip(): void {
    this.#at += 1;
  }

  /** The text that begins here. @throws SyntaxError */
  string(): string {
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

  /** The number or word that begins here. @throws SyntaxError */
  word(): boolean | null | RawJson {
    const start = this.#at;
    word.lastIndex = start;
    if (!word.test(this.#text)) throw new SyntaxError();
    this.#at = word.lastIndex;
    const read = this.#text.slice(start, this.#at);
    if (read === 'null') return null;
    return read === 'true' || read === 'false' ? read === 'true' : new RawJson(read);
  }
}

const [quote, backslash] = [0x22, 0x5c];
const [space, tab, lineFeed, carriageReturn] = [0x20, 0x09, 0x0a, 0x0d];

function isWhite(code: number): boolean {
  return code === space || code === lineFeed || code === tab || code === carriageReturn;
}

const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
