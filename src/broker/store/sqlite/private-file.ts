import { closeSync, openSync } from 'node:fs';

/** Only the owner may read and write: a database holds the secrets of webhooks. */
const PRIVATE_MODE = 0o600;

/**
 * Creates an empty file that only its owner can read, for SQLite to write into; its write-ahead log gets the same mode. The mode of an
 * existing file is not changed.
 */
export function createPrivateFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', PRIVATE_MODE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
