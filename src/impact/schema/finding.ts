import type { ConsumerVersion } from '../reliance.ts';

/**
 * The effect of a schema on a field that a consumer relies on.
 * - `compatible`: every value that the schema allows is accepted by the consumer's rule.
 * - `widened`: the schema also allows values that the rule does not accept, or allows the field to be absent.
 * - `removed`, `type changed`, `values changed`: no value that the schema allows is accepted.
 * - `request rejected`: the provider does not accept what the provider state requires it to write.
 * - `undetermined`: the schema does not decide it; a verification does.
 */
export type Change =
  | 'compatible'
  | 'widened'
  | 'removed'
  | 'type changed'
  | 'values changed'
  | 'request rejected'
  | 'undetermined';

/** The effect of a schema on one field, for one rule of one consumer. */
export interface Finding {
  readonly consumer: string;
  readonly versions: readonly ConsumerVersion[];
  readonly url: string;
  readonly message?: string;
  readonly part: string;
  readonly path: string;
  /** The consumer's rule in English. */
  readonly expectation: string;
  readonly change: Change;
  /** What the schema allows, or why the effect is undetermined. */
  readonly detail: string;
  readonly interactions: readonly string[];
}

const breakingChanges: ReadonlySet<Change> = new Set(['removed', 'type changed', 'values changed', 'request rejected']);

/** Whether the verification of the field would fail. */
export function isBreaking({ change }: Pick<Finding, 'change'>): boolean {
  return breakingChanges.has(change);
}

/** 0: every field is compatible. 1: at least one breaks. 2: undetermined, or nothing was compared. Also the exit code of `impact`. */
export function findVerdict(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(isBreaking)) return 1;
  return findings.length > 0 && findings.every(({ change }) => change === 'compatible') ? 0 : 2;
}
