import type { Db } from './database.ts';

/** Those of some names that are an environment's. */
export async function findEnvironmentNames(db: Db, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await db.selectFrom('environments').select('name').where('name', 'in', names).execute();
  return new Set(rows.map(({ name }) => name));
}

/** The name of the environment with a uuid. */
export async function findEnvironmentName(db: Db, uuid: string): Promise<string | undefined> {
  const row = await db.selectFrom('environments').select('name').where('uuid', '=', uuid).executeTakeFirst();
  return row?.name;
}
