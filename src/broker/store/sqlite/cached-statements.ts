import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** As many different questions as a broker asks, and some. */
const most = 500;

/**
 * The same database, with statements that are prepared once and kept, for preparing costs more than running most of them; of too many
 * the one that was not used for longest goes, and so does one that has failed, since it may hold on to a lock.
 */
export function keepStatements(database: SqliteDatabase): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = kept.get(sql) ?? forgetting(database.prepare(sql), () => kept.delete(sql));
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
  };
}

function forgetting(statement: SqliteStatement, forget: () => void): SqliteStatement {
  const careful =
    <R>(run: (parameters: readonly unknown[]) => R) =>
    (parameters: readonly unknown[]): R => {
      try {
        return run(parameters);
      } catch (error) {
        forget();
        throw error;
      }
    };
  return {
    reader: statement.reader,
    all: careful((parameters) => statement.all(parameters)),
    run: careful((parameters) => statement.run(parameters)),
    *iterate(parameters) {
      try {
        yield* statement.iterate(parameters);
      } catch (error) {
        forget();
        throw error;
      }
    },
  };
}
