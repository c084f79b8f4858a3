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

const TestResult = z.object({ interactionId: z.string().optional(), [MISSING_OPTIONAL_USES]: z.array(z.string()) });

const readRecorded = (testResults: readonly unknown[]) =>
  testResults.flatMap((one) => TestResult.safeParse(one).data ?? []);

/** The missing optional uses that test results contain; uses without this record are ignored. */
export function listMissingUses(testResults: readonly unknown[]): string[] {
  return readRecorded(testResults).flatMap((one) => one[MISSING_OPTIONAL_USES]);
}

/** The missing optional uses that test results contain; undefined unless the result of each use contains a record, so that no use counts as satisfied without one. */
export function recordedMissingUses(
  testResults: readonly unknown[],
  interactions: readonly (WithStates & { readonly id?: string | undefined })[],
): string[] | undefined {
  const ids = new Set<string | undefined>(readRecorded(testResults).map(({ interactionId }) => interactionId));
  const uses = interactions.filter(isOfUse);
  return uses.length > 0 && uses.every(({ id }) => id !== undefined && ids.has(id))
    ? listMissingUses(testResults)
    : undefined;
}
