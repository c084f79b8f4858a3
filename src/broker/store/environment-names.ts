import type { Db } from './database.ts';

/** Those of some names that are an environment's. */
export async function findEnvironmentNames(db: Db, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await db.selectFrom('environments').select('name').where('name', 'in', names).execute();
  return new Set(rows.map(({ name }) => name));
}
