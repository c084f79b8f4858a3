import type { Accepted } from './accepted.ts';
import type { Difference } from './compare.ts';
import { isStrict } from './strict.ts';

export interface Verdict {
  /** Differences that nobody has accepted, and those that nobody may. */
  readonly open: readonly Difference[];
  readonly accepted: readonly Difference[];
  /** Places that are accepted, and where both brokers answer alike. */
  readonly unused: readonly string[];
}

/** Sorts what was found by what is accepted. */
export function judge(differences: readonly Difference[], accepted: readonly Accepted[]): Verdict {
  const places = accepted.flatMap((entry) => entry.places);
  const isAccepted = (difference: Difference) =>
    !isStrict(difference.request, difference.path) && places.some((place) => covers(place, difference));
  return {
    open: differences.filter((difference) => !isAccepted(difference)),
    accepted: differences.filter(isAccepted),
    unused: places.filter((place) => !differences.some((difference) => covers(place, difference))),
  };
}

function covers(place: string, { scenario, step, path }: Difference): boolean {
  const where = `${scenario} | ${step} | ${path}`;
  return where === place || where.startsWith(`${place}.`);
}
