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

/** How long a check counts for reads. A read acknowledges nothing, and looking at the file takes as long as a short query. */
const READ_CHECK_MS = 100;

/** Checks of the file at a path. Each throws DatabaseFileReplacedError when it is no longer the one that was there first. */
export interface FileCheck {
  readonly beforeWrite: () => void;
  readonly beforeRead: () => void;
}

/** The database has no file. */
export const noFileCheck: FileCheck = { beforeWrite: () => undefined, beforeRead: () => undefined };

export function watchFile(file: string): FileCheck {
  const opened = identityOf(file);
  let checkedAt = Number.NEGATIVE_INFINITY;
  const check = () => {
    const current = identityOf(file);
    const isSame = current?.ino === opened?.ino && current?.dev === opened?.dev;
    checkedAt = isSame ? performance.now() : Number.NEGATIVE_INFINITY;
    if (!isSame) throw new DatabaseFileReplacedError(file);
  };
  return {
    beforeWrite: check,
    beforeRead: () => {
      if (performance.now() - checkedAt > READ_CHECK_MS) check();
    },
  };
}

function identityOf(file: string): Pick<Stats, 'ino' | 'dev'> | undefined {
  return statSync(file, { throwIfNoEntry: false });
}
