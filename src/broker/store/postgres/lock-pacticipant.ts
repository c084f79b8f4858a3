import { PostgresAdapter, sql } from 'kysely';
import type { Db } from '../database.ts';

/**
 * Waits, until the transaction ends, for its turn among those that write about one pacticipant, first come, first served. They meet at
 * the row of a branch anyway, but whoever waits for a row in PostgreSQL may be overtaken for as long as others come. SQLite has one
 * writer at a time.
 */
export async function takeTurn(db: Db, pacticipant: string): Promise<void> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return;
  await sql`select pg_advisory_xact_lock(hashtextextended(${pacticipant}, 0))`.execute(db);
}
