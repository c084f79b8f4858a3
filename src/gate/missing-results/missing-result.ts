import type { UndeterminedPair } from './undetermined-pair.ts';
import type { VersionInForce } from './version-in-force.ts';

/** A consumer version and a provider version in force, without a verification result for the pact between them. */
export interface MissingResult {
  readonly consumer: VersionInForce;
  readonly provider: VersionInForce;
}

export interface MissingResults {
  readonly missing: readonly MissingResult[];
  /** One side has no published version or pact, so that no result is expected. */
  readonly neverPublished: readonly UndeterminedPair[];
  /** The broker does not have the data to decide. */
  readonly unknown: readonly UndeterminedPair[];
}

/** 1 when a result is missing, else 2 when something is unknown, else 0. */
export function exitCodeOf({ missing, unknown }: MissingResults): 0 | 1 | 2 {
  if (missing.length > 0) return 1;
  return unknown.length > 0 ? 2 : 0;
}
