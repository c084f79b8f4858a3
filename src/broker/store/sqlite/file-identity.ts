import { type Stats, statSync } from 'node:fs';

/**
 * The file at the database's path is not the open one. Writes would go to the deleted file and be lost. The code is SQLite's own for this
 * case; SQLite itself does not check on every write.
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
