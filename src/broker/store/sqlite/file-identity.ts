import { type Stats, statSync } from 'node:fs';

/**
 * The file at the database's path is not the one that is open. Writes would go to a file without a name, and be lost. The code is the one
 * that SQLite has for it, but reports only where it checks.
 */
export class DatabaseFileReplacedError extends Error {
  readonly code = 'SQLITE_READONLY_DBMOVED';

  constructor(file: string) {
    super(
      `the database file ${file} was removed or replaced while the broker was running: put it back, or restart the broker`,
    );
  }
}

/** A function that throws DatabaseFileReplacedError when the file at a path is no longer the one that is there now. */
export function watchFile(file: string): () => void {
  const opened = identityOf(file);
  return () => {
    const current = identityOf(file);
    if (current?.ino !== opened?.ino || current?.dev !== opened?.dev) throw new DatabaseFileReplacedError(file);
  };
}

function identityOf(file: string): Pick<Stats, 'ino' | 'dev'> | undefined {
  return statSync(file, { throwIfNoEntry: false });
}
