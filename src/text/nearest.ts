/** The known name that is nearest to this one by edit distance, without regard to case; undefined if none is within the limit. */
export function findNearest(
  name: string,
  known: readonly string[],
  limit = Number.POSITIVE_INFINITY,
): string | undefined {
  const byDistance = known.map((other) => ({ other, distance: editDistance(name.toLowerCase(), other.toLowerCase()) }));
  const near = byDistance.filter(({ distance }) => distance <= limit);
  return near.reduce<(typeof near)[number] | undefined>(
    (best, one) => (best === undefined || one.distance < best.distance ? one : best),
    undefined,
  )?.other;
}

/** `did you mean production?` for a name that is similar to a known one; else undefined. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  // Two transposed letters are a distance of 2.
  const limit = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3));
  const nearest = findNearest(name, known, limit);
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
}

/** Levenshtein distance. */
function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[other.length] ?? 0;
}
