import { groupBy } from '../../text/group-by.ts';

/** Rows by key: gives the rows of a key in their order, or none. */
export function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): (key: Key) => readonly Row[] {
  const groups = groupBy(rows, keyOf);
  return (key) => groups.get(key) ?? [];
}
