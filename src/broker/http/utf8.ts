const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that are not UTF-8: the number of the first character that is broken, from 1, and up to 100 characters before it. */
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
    throw new InvalidUtf8Error(soundPart(bytes));
  }
}

/** What can be read up to the first broken character. */
function soundPart(bytes: Uint8Array): string {
  let [sound, broken] = [0, bytes.length];
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1;
    if (isSound(bytes.subarray(0, middle))) sound = middle;
    else broken = middle;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, sound), { stream: true });
}

function isSound(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
