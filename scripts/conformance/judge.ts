import type { Difference } from './compare.ts';
import { isStrict } from './strict.ts';

export interface Judgement {
  /** Differences that are not accepted, or that cannot be. */
  readonly open: readonly Difference[];
  readonly accepted: readonly Difference[];
  /** Differences of known-gaps.ts. */
  readonly knownGaps: readonly Difference[];
  /** Steps of an accepted difference or a known gap in which the brokers do not differ. */
  readonly unused: readonly string[];
}

/** The places of a difference; see `accepted.ts`. */
interface Places {
  readonly places: readonly string[];
}

/** Classifies differences as accepted, known gaps, or open. */
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
