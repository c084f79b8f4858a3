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
    !isStrict(difference) && places.some((place) => covers(place, difference));
  return {
    open: differences.filter((difference) => !isAccepted(difference)),
    accepted: differences.filter(isAccepted),
    unused: places.filter((place) => !differences.some((difference) => covers(place, difference))),
  };
}

function covers(place: string, { scenario, step, path }: Difference): boolean {
  const [inScenario, inStep, below = ''] = place.split(' | ');
  const isThere = (wanted: string | undefined, found: string) => wanted === '*' || wanted === found;
  if (!isThere(inScenario, scenario) || !isThere(inStep, step)) return false;
  const found = path.split('.');
  return below.split('.').every((part, index) => isThere(part, found[index] ?? ''));
}
