import type { Db } from './database.ts';

/** The names of all pacticipants. */
export async function listPacticipantNames(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('pacticipants').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}
