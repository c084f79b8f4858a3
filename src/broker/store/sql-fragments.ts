import { type RawBuilder, sql } from 'kysely';

/** Whether a column contains `part`, ignoring case; `%` and `_` in `part` have no special meaning. */
export function contains(column: string, part: string): RawBuilder<boolean> {
  const pattern = `%${part.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`lower(${sql.ref(column)}) like lower(${pattern}) escape '\\'`;
}

/**
 * `exists (select …)` for a subquery that refers to the outer row, evaluated row by row by an index. PostgreSQL may turn a plain `exists`
 * into a join that reads the whole table, which becomes slower as the history grows.
 */
export function existsCorrelated(select: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`((${select} limit 1) is not null)`;
}

/** Longer lists are rare and are not padded, because the number of bound parameters is limited. */
const MAX_PADDED_VALUES = 1024;

/**
 * Values for `in (…)`, with the last one repeated until there are 1, 2, 4, 8, … of them. Queries with lists of different lengths then have
 * few different texts, and the database prepares fewer statements.
 */
export function padToPowerOfTwo<T>(values: readonly T[]): T[] {
  const last = values.at(-1);
  if (last === undefined || values.length > MAX_PADDED_VALUES) return [...values];
  const length = 2 ** Math.ceil(Math.log2(values.length));
  return [...values, ...new Array<T>(length - values.length).fill(last)];
}
