import { type RawBuilder, sql } from 'kysely';

/** Whether a column's text has `part` in it, whatever its case; `%` and `_` in it are just letters. */
export function contains(column: string, part: string): RawBuilder<boolean> {
  const pattern = `%${part.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`lower(${sql.ref(column)}) like lower(${pattern}) escape '\\'`;
}
