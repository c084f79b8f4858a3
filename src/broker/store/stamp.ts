import Database from 'libsql';

/**
 * Writes into a copy when it was made, for those who ask it later: a file's own time is that of the last `cp` or download. It stands
 * in SQLite's `user_version`, in seconds since 1970, which a broker does not use.
 */
export function writeStamp(file: string, now: Date): void {
  const database = new Database(file);
  try {
    database.exec(`pragma user_version = ${Math.floor(now.getTime() / 1000)}`);
  } finally {
    database.close();
  }
}

/** When a copy was made, if it says so. */
export function readStamp(file: string): Date | undefined {
  const database = new Database(file);
  try {
    const [row] = database.prepare('pragma user_version').all() as { user_version: number }[];
    return row?.user_version ? new Date(row.user_version * 1000) : undefined;
  } finally {
    database.close();
  }
}
