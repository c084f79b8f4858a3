import type { Difference } from './compare.ts';
import { isStrict } from './strict.ts';

export interface Judgement {
  /** Differences that nobody has accepted, and those that nobody may. */
  readonly open: readonly Difference[];
  readonly accepted: readonly Difference[];
  /** Differences that shall go. */
  readonly knownGaps: readonly Difference[];
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
  gaps: readonly Places[] = [],
): Judgement {
  const [acceptedPlaces, gapPlaces] = [accepted, gaps].map((entries) => entries.flatMap(({ places }) => places)) as [
    string[],
    string[],
  ];
  const isIn = (places: string[]) => (difference: Difference) => places.some((place) => covers(place, difference));
  const isAccepted = (difference: Difference) => !isStrict(difference) && isIn(acceptedPlaces)(difference);
  const others = differences.filter((difference) => !isAccepted(difference));
  return {
    open: others.filter((difference) => !isIn(gapPlaces)(difference)),
    accepted: differences.filter(isAccepted),
    knownGaps: others.filter(isIn(gapPlaces)),
    unused: [...acceptedPlaces, ...gapPlaces.filter((place) => place.includes('|'))].filter(
      (place) => !differences.some((difference) => covers(place, difference)),
    ),
  };
}

function covers(place: string, { scenario, step, path }: Difference): boolean {
  const [inScenario, inStep, below = ''] = place.split(' | ');
  const matches = (wanted: string | undefined, found: string) => wanted === '*' || wanted === found;
  if (!matches(inScenario, scenario) || !matches(inStep, step)) return false;
  const found = path.split('.');
  return below.split('.').every((part, index) => matches(part, found[index] ?? ''));
}
