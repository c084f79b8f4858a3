import { setImmediate } from 'node:timers/promises';
import type { SqliteStatement } from 'kysely';

const [batch, longestMs] = [100, 10];

/** All rows of an answer of SQLite, which is worked out as it is read; where that takes long, other work gets on in between. */
export async function readRows(statement: SqliteStatement, parameters: readonly unknown[]): Promise<never[]> {
  const rows: never[] = [];
  let since = performance.now();
  for (const row of statement.iterate(parameters)) {
    rows.push(row as never);
    if (rows.length % batch > 0 || performance.now() - since < longestMs) continue;
    await setImmediate();
    since = performance.now();
  }
  return rows;
}
