import type { SqliteStatement } from 'kysely';
import { waitForNextIteration } from '../../event-loop.ts';

/** The clock is read once for this many rows. */
const ROWS_PER_TIME_CHECK = 100;
const MAX_BLOCKING_MS = 10;

/** Reads all rows of a statement. SQLite computes them while they are read; a long read yields to the event loop in between. */
export async function readRows(statement: SqliteStatement, parameters: readonly unknown[]): Promise<never[]> {
  const rows: never[] = [];
  let since = performance.now();
  for (const row of statement.iterate(parameters)) {
    rows.push(row as never);
    if (rows.length % ROWS_PER_TIME_CHECK > 0 || performance.now() - since < MAX_BLOCKING_MS) continue;
    await waitForNextIteration();
    since = performance.now();
  }
  return rows;
}
