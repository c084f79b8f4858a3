import { sql } from 'kysely';
import { openDatabase } from '../../src/broker/store/open-database.ts';

/** What SQLite finds wrong with a broker's file, and rows that point nowhere. PostgreSQL finds such things out by itself. */
export async function checkIntegrity(database: string): Promise<string[]> {
  if (/^postgres/.test(database)) return [];
  const db = await openDatabase(database, () => new Date());
  const { rows } = await sql<{ integrityCheck: string }>`pragma integrity_check`.execute(db);
  const orphans = await sql`pragma foreign_key_check`.execute(db);
  await db.destroy();
  const found = rows.map(({ integrityCheck }) => integrityCheck).filter((text) => text !== 'ok');
  return [...found, ...orphans.rows.map((row) => JSON.stringify(row))];
}
