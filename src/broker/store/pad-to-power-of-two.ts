/** Longer lists are rare, and stay as they are: the number of parameters has a limit. */
const longest = 1024;

/**
 * Values for `in (…)`, the last repeated until there are 1, 2, 4, 8, … of them: the same question then has one of few texts, and the
 * database need not prepare it anew for every length.
 */
export function padded<T>(values: readonly T[]): T[] {
  const last = values.at(-1);
  if (last === undefined || values.length > longest) return [...values];
  const length = 2 ** Math.ceil(Math.log2(values.length));
  return [...values, ...new Array<T>(length - values.length).fill(last)];
}
