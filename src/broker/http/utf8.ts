const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes are not UTF-8. `charNumber` is the position of the first invalid character, from 1; `fragment` holds up to 100 characters before it. */
export class InvalidUtf8Error extends Error {
  readonly charNumber: number;
  readonly fragment: string;

  constructor(charNumber: number, fragment: string) {
    super('not UTF-8');
    this.charNumber = charNumber;
    this.fragment = fragment;
  }
}

/** @throws InvalidUtf8Error */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw locateInvalid(bytes);
  }
}

const CHUNK_BYTES = 64 * 1024;
const FRAGMENT_CHARS = 100;

/** Decodes chunk by chunk up to the invalid character; inside its chunk the position is found by bisection. */
function locateInvalid(bytes: Uint8Array): InvalidUtf8Error {
  let length = 0;
  let before = '';
  for (let start = 0; ; ) {
    const end = chunkEnd(bytes, start);
    const chunk = bytes.subarray(start, end);
    const text = isValid(chunk) ? decoder.decode(chunk) : validPrefix(chunk);
    length += text.length;
    before = (before + text).slice(-FRAGMENT_CHARS);
    if (end >= bytes.length || !isValid(chunk)) return new InvalidUtf8Error(length + 1, before);
    start = end;
  }
}

/** The end of the chunk that begins at `start`: not between the bytes of a character. */
function chunkEnd(bytes: Uint8Array, start: number): number {
  let end = start + CHUNK_BYTES;
  for (let i = 0; i < 3 && isContinuation(bytes[end]); i += 1) end -= 1;
  return end;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function isValid(bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The text before the first invalid character of a chunk. */
function validPrefix(bytes: Uint8Array): string {
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isValidPrefix(bytes.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, valid), { stream: true });
}

/** Whether bytes are UTF-8, apart from a character at their end that is not complete. */
function isValidPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
