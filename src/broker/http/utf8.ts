const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes are not UTF-8. `charNumber` is the position of the first invalid character, from 1; `fragment` holds up to 100 characters before it. */
export class InvalidUtf8Error extends Error {
  readonly charNumber: number;
  readonly fragment: string;

  constructor(before: string) {
    super('not UTF-8');
    this.charNumber = before.length + 1;
    this.fragment = before.slice(-100);
  }
}

/** @throws BrokenUtf8 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new InvalidUtf8Error(validPrefix(bytes));
  }
}

/** The text before the first invalid character, found by bisection. */
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

function isValidPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
