import type { Difference } from './compare.ts';
import { isStrict } from './strict.ts';

export interface Verdict {
  /** Differences that nobody has accepted, and those that nobody may. */
  readonly open: readonly Difference[];
  readonly accepted: readonly Difference[];
  /** Differences that shall go. */
  readonly later: readonly Difference[];
  /** Places that are accepted, or named as not alike yet, and where both brokers answer alike. */
  readonly unused: readonly string[];
}

/** Where a difference may be; see `accepted.ts`. */
interface Places {
  readonly places: readonly string[];
}

/** Sorts what was found by what is accepted and what is known to be missing. */
export function judge(
  differences: readonly Difference[],
  accepted: readonly Places[],
  notYet: readonly Places[] = [],
): Verdict {
  const [fine, missing] = [accepted, notYet].map((entries) => entries.flatMap(({ places }) => places)) as [
    string[],
    string[],
  ];
  const isIn = (places: string[]) => (difference: Difference) => places.some((place) => covers(place, difference));
  const isAccepted = (difference: Difference) => !isStrict(difference) && isIn(fine)(difference);
  const others = differences.filter((difference) => !isAccepted(difference));
  return {
    open: others.filter((difference) => !isIn(missing)(difference)),
    accepted: differences.filter(isAccepted),
    later: others.filter(isIn(missing)),
    unused: [...fine, ...missing.filter((place) => place.includes('|'))].filter(
      (place) => !differences.some((difference) => covers(place, difference)),
    ),
  };
}

function covers(place: string, { scenario, step, path }: Difference): boolean {
  const [inScenario, inStep, below = ''] = place.split(' | ');
  const isThere = (wanted: string | undefined, found: string) => wanted === '*' || wanted === found;
  if (!isThere(inScenario, scenario) || !isThere(inStep, step)) return false;
  const found = path.split('.');
  return below.split('.').every((part, index) => isThere(part, found[index] ?? ''));
}
