import { z } from 'zod';
import { USAGE_STATE } from '../pact/usage-part.ts';

/** A member of an interaction's test result: the optional uses that the version lacks, each a sentence (see publish-results.ts). */
export const MISSING_OPTIONAL_USES = 'missingOptionalUses';

interface WithStates {
  readonly states: readonly { readonly name: string }[];
}

/** Whether the interaction is a use. */
export function isOfUse({ states }: WithStates): boolean {
  return states.some(({ name }) => name === USAGE_STATE);
}

/** Whether a feature may be off although the pact is satisfied. The compact form of a use states `required` only where it is false. */
export function hasOptionalUses(interactions: readonly WithStates[]): boolean {
  return interactions.some((one) => isOfUse(one) && /"(moduleR|r)equired":false/.test(JSON.stringify(one.states)));
}

const TestResult = z.object({ [MISSING_OPTIONAL_USES]: z.array(z.string()) });

/** The missing optional uses in test results; undefined if no interaction has recorded them. */
export function recordedMissingUses(testResults: readonly unknown[]): string[] | undefined {
  const recorded = testResults.flatMap((one) => TestResult.safeParse(one).data ?? []);
  return recorded.length > 0 ? recorded.flatMap((one) => one[MISSING_OPTIONAL_USES]) : undefined;
}
