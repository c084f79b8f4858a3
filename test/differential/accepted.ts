import type { Difference } from './compare.ts';

/** A difference that we want, narrowly described; DIFFERENCES.md tells why to users. */
export interface AcceptedDifference {
  readonly name: string;
  readonly reason: string;
  readonly covers: (difference: Difference) => boolean;
}

export const acceptedDifferences: readonly AcceptedDifference[] = [];
