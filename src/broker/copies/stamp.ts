import Database from 'libsql';

/** What a copy says of itself: when it was made, that it is not whole, or nothing where a broker writes to it. */
export type Stamp = { readonly madeAt: Date } | 'incomplete' | undefined;

const incomplete = -1;

/**
 * Writes into a copy when it was made, for those who ask it later: a file's own time is that of the last `cp` or download. It stands
 * in SQLite's `user_version`, in seconds since 1970, which a broker does not use.
 */
export function writeStamp(file: string, stamp: NonNullable<Stamp>): void {
  const value = stamp === 'incomplete' ? incomplete : Math.floor(stamp.madeAt.getTime() / 1000);
  withFile(file, (database) => database.exec(`pragma user_version = ${value}`));
}

export function readStamp(file: string): Stamp {
  const [row] = withFile(file, (database) => database.prepare('pragma user_version').all()) as {
    user_version: number;
  }[];
  if (row?.user_version === incomplete) return 'incomplete';
  return row?.user_version ? { madeAt: new Date(row.user_version * 1000) } : undefined;
}

function withFile<T>(file: string, act: (database: InstanceType<typeof Database>) => T): T {
  const database = new Database(file);
  try {
    return act(database);
  } finally {
    database.close();
  }
}
