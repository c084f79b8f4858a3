import Database from 'libsql';

/** When a copy was made, or that it is incomplete; undefined for a file that a broker writes to. */
export type Stamp = { readonly madeAt: Date } | 'incomplete' | undefined;

const INCOMPLETE = -1;

/**
 * Stores in a copy when it was made, because a file's modification time changes with every `cp` or download. The stamp is SQLite's
 * `user_version`, which a broker does not use: Unix time in seconds, or -1 for an incomplete copy.
 */
export function writeStamp(file: string, stamp: NonNullable<Stamp>): void {
  const value = stamp === 'incomplete' ? INCOMPLETE : Math.floor(stamp.madeAt.getTime() / 1000);
  withFile(file, (database) => database.exec(`pragma user_version = ${value}`));
}

export function readStamp(file: string): Stamp {
  const [row] = withFile(file, (database) => database.prepare('pragma user_version').all()) as {
    user_version: number;
  }[];
  if (row?.user_version === INCOMPLETE) return 'incomplete';
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
