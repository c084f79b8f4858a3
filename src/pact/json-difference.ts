import { isDeepStrictEqual } from 'node:util';

/** One difference of two JSON values; a side is undefined where the value is absent. */
export interface JsonDifference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The differences of two JSON values, at the deepest level, in the order of `before`. */
export function jsonDifferences(before: unknown, after: unknown, path = ''): JsonDifference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ path, before, after }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => jsonDifferences(before[name], after[name], path ? `${path}.${name}` : name));
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
