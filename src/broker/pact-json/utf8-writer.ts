/** Text that is being written. As bytes, for put together from strings it would leave many times its size to the garbage collector. */
export class Utf8Writer {
  #bytes = Buffer.allocUnsafe(512);
  #length = 0;

  /** Adds a character of ASCII. */
  byte(code: number): void {
    this.#makeRoom(1);
    this.#bytes[this.#length] = code;
    this.#length += 1;
  }

  raw(text: string): void {
    if (this.#addPlain(text)) return;
    this.#makeRoom(Buffer.byteLength(text));
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** Adds a text as JSON. */
  string(text: string): void {
    const before = this.#length;
    this.byte(quote);
    if (this.#addPlain(text)) this.byte(quote);
    else {
      this.#length = before;
      this.raw(JSON.stringify(text));
    }
  }

  toString(): string {
    return this.#bytes.toString('utf8', 0, this.#length);
  }

  /** Adds a text that is nothing but ASCII that needs no escaping, as most are; any other it leaves. */
  #addPlain(text: string): boolean {
    this.#makeRoom(text.length);
    const [bytes, length] = [this.#bytes, this.#length];
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code < space || code > tilde || code === quote || code === backslash) return false;
      bytes[length + i] = code;
    }
    this.#length += text.length;
    return true;
  }

  #makeRoom(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * needed);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

const [space, quote, backslash, tilde] = [0x20, 0x22, 0x5c, 0x7e];
