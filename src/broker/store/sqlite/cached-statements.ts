// Preparing a statement costs SQLite more than running most of them, so prepared statements are cached by their SQL text. The cache is
// limited to the most recently used statements. A statement that fails is evicted, because it may still hold a lock.
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** The broker has fewer different statements. */
const MAX_CACHED_STATEMENTS = 500;

/** The same database, with a cache of prepared statements. */
export function cacheStatements(database: SqliteDatabase): SqliteDatabase {
  const cache = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = cache.get(sql) ?? evictOnError(database.prepare(sql), () => cache.delete(sql));
      cache.delete(sql);
      cache.set(sql, statement);
      const [leastRecentlyUsed] = cache.keys();
      if (cache.size > MAX_CACHED_STATEMENTS && leastRecentlyUsed !== undefined) cache.delete(leastRecentlyUsed);
      return statement;
    },
  };
}

function evictOnError(statement: SqliteStatement, evict: () => void): SqliteStatement {
  const evictAfterError =
    <R>(run: (parameters: readonly unknown[]) => R) =>
    (parameters: readonly unknown[]): R => {
      try {
        return run(parameters);
      } catch (error) {
        evict();
        throw error;
      }
    };
  return {
    reader: statement.reader,
    all: evictAfterError((parameters) => statement.all(parameters)),
    run: evictAfterError((parameters) => statement.run(parameters)),
    *iterate(parameters) {
      try {
        yield* statement.iterate(parameters);
      } catch (error) {
        evict();
        throw error;
      }
    },
  };
}
