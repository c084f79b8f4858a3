import { type RawBuilder, sql } from 'kysely';

/**
 * `exists`, sought row by row. For `exists` itself PostgreSQL may read the whole table once instead, which costs the more the longer
 * its history is.
 */
export function isAny(select: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`((${select} limit 1) is not null)`;
}
