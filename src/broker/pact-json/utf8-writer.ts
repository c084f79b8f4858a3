/** Collects JSON text as bytes: concatenating strings would leave many times their size to the garbage collector. */
export class Utf8Writer {
  #bytes = Buffer.allocUnsafe(512);
  #length = 0;

  /** The number of bytes written. */
  get length(): number {
    return this.#length;
  }

  /** Appends one ASCII character. */
  byte(code: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = code;
    this.#length += 1;
  }

  /** Appends a text unchanged. */
  raw(text: string): void {
    if (this.#appendPlain(text)) return;
    this.#reserve(Buffer.byteLength(text));
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** Appends a text as a JSON string, quoted and escaped. */
  string(text: string): void {
    const start = this.#length;
    this.byte(quote);
    if (this.#appendPlain(text)) this.byte(quote);
    else {
      this.#length = start;
      this.raw(JSON.stringify(text));
    }
  }

  toString(): string {
    return this.#bytes.toString('utf8', 0, this.#length);
  }

  /** Appends a text of printable ASCII without quotes and backslashes, as most are. Returns false, and appends nothing, for any other. */
  #appendPlain(text: string): boolean {
    this.#reserve(text.length);
    const bytes = this.#bytes;
    const start = this.#length;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code < space || code > tilde || code === quote || code === backslash) return false;
      bytes[start + i] = code;
    }
    this.#length += text.length;
    return true;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * needed);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

const space = 0x20;
const quote = 0x22;
const backslash = 0x5c;
const tilde = 0x7e;
