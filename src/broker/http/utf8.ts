import { runCooperatively, type Task } from '../pact-json/cooperative.ts';

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

/**
 * Decodes a body of up to several megabytes, in slices.
 * @throws InvalidUtf8Error
 */
export function decodeUtf8(bytes: Uint8Array): Promise<string> {
  return runCooperatively(decodeInSlices(bytes));
}

const CHUNK_BYTES = 512 * 1024;
const FRAGMENT_CHARS = 100;

/** Decodes chunk by chunk; in an invalid chunk the position of the first invalid character is found by bisection. */
function* decodeInSlices(bytes: Uint8Array): Task<string> {
  let decoded = '';
  for (let start = 0; start < bytes.length; ) {
    if (start > 0) yield;
    const end = chunkEnd(bytes, start);
    const chunk = bytes.subarray(start, end);
    const text = decodeChunk(chunk);
    if (text === undefined) throw invalidUtf8(decoded + validPrefix(chunk));
    decoded += text;
    start = end;
  }
  return decoded;
}

function invalidUtf8(before: string): InvalidUtf8Error {
  return new InvalidUtf8Error(before.length + 1, before.slice(-FRAGMENT_CHARS));
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

/** Undefined if the chunk is not UTF-8. */
function decodeChunk(chunk: Uint8Array): string | undefined {
  try {
    return decoder.decode(chunk);
  } catch {
    return undefined;
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

/** Whether bytes are UTF-8. The last character may be incomplete. */
function isValidPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
