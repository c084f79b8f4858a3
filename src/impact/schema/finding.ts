import type { ConsumerVersion } from '../reliance.ts';

/**
 * What becomes of a field that is relied on. `loosened`: it may also be something that the consumer does not take; `refused`: the
 * provider does not take what the provider state asks it to write.
 */
export type Change = 'kept' | 'loosened' | 'removed' | 'retyped' | 'other values' | 'refused' | 'cannot tell';

/** What the schema says of one field, for one way in which a consumer relies on it. */
export interface Finding {
  readonly consumer: string;
  readonly versions: readonly ConsumerVersion[];
  readonly url: string;
  readonly message?: string;
  readonly part: string;
  readonly path: string;
  /** The consumer's rule, in words. */
  readonly wants: string;
  readonly change: Change;
  /** What the schema has there instead, or why it cannot be told. */
  readonly says: string;
  readonly interactions: readonly string[];
}

const broken: ReadonlySet<Change> = new Set(['removed', 'retyped', 'other values', 'refused']);

/** The verification of such a field fails. */
export function breaks({ change }: Pick<Finding, 'change'>): boolean {
  return broken.has(change);
}

/** 0: every field is kept. 1: something breaks. 2: it cannot be told, be it that there is nothing to compare. */
export function verdictOf(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(breaks)) return 1;
  return findings.length > 0 && findings.every(({ change }) => change === 'kept') ? 0 : 2;
}
