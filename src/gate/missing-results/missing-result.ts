import type { UnaskablePair } from './unaskable-pair.ts';
import type { VersionInForce } from './version-in-force.ts';

/** Two versions in force that have no verification result for each other. */
export interface MissingResult {
  readonly consumer: VersionInForce;
  readonly provider: VersionInForce;
}

export interface MissingResults {
  readonly missing: readonly MissingResult[];
  /** Nothing was published that could be verified, or that could verify it. */
  readonly neverPublished: readonly UnaskablePair[];
  /** The broker does not have the data to decide. */
  readonly unknown: readonly UnaskablePair[];
}

/** 1 when a result is missing, else 2 when something is unknown, else 0. */
export function exitCodeOf({ missing, unknown }: MissingResults): 0 | 1 | 2 {
  if (missing.length > 0) return 1;
  return unknown.length > 0 ? 2 : 0;
}
