import type { Gap } from './missing-result.ts';
import type { Standing } from './version-in-force.ts';

/** Two versions that live together, or are about to, and whose verification has no result. */
export interface OwedPair {
  readonly consumer: Standing;
  readonly provider: Standing;
}

export interface Owing {
  readonly owed: readonly OwedPair[];
  /** They wait for no verification: nothing has been published that could be verified, or that could verify. */
  readonly neverPublished: readonly Gap[];
  /** What nobody can know. */
  readonly unknown: readonly Gap[];
}

/** 1 when a result is owed, else 2 when something cannot be known, else 0. */
export function exitCodeOf({ owed, unknown }: Owing): 0 | 1 | 2 {
  if (owed.length > 0) return 1;
  return unknown.length > 0 ? 2 : 0;
}
