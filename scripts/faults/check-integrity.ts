import { sql } from 'kysely';
import { openDatabase } from '../../src/broker/store/open-database.ts';

/** The errors of SQLite's integrity check and foreign key check. Empty for PostgreSQL, which reports damaged data itself. */
export async function checkIntegrity(database: string): Promise<string[]> {
  if (/^postgres/.test(database)) return [];
  const db = await openDatabase(database, () => new Date());
  const { rows } = await sql<{ integrityCheck: string }>`pragma integrity_check`.execute(db);
  const orphans = await sql`pragma foreign_key_check`.execute(db);
  await db.destroy();
  const found = rows.map(({ integrityCheck }) => integrityCheck).filter((text) => text !== 'ok');
  return [...found, ...orphans.rows.map((row) => JSON.stringify(row))];
}
