import { NOT_KNOWN } from './reasons.ts';
import type { ReleaseComparison } from './run-pair.ts';

export interface OracleSummary {
  readonly pairs: number;
  readonly agreed: number;
  /** Errors of the type checker that `pact:verify` does not report. */
  readonly missed: number;
  /** Failures that only `pact:verify` reports. */
  readonly extra: number;
  /** Missed errors and extra failures without a reason. */
  readonly open: number;
  /** Errors of the type checker for which `pact:verify` reports that it cannot know. */
  readonly unknown: number;
  /**
   * The share of the true breaks that `pact:verify` reports. True breaks are those on which both agree, extra failures with a reason, and
   * missed errors that are open or unknown.
   */
  readonly recall: number;
  /** The share of the failures reported by `pact:verify` that are true breaks; open extra failures are not. */
  readonly precision: number;
}

export function summarize(comparisons: readonly ReleaseComparison[]): OracleSummary {
  const count = (choose: (one: ReleaseComparison) => number) => comparisons.reduce((sum, one) => sum + choose(one), 0);
  const agreed = count((one) => one.agreed.length);
  const extra = count((one) => one.extra.length);
  const openMissed = count((one) => one.missed.filter(({ reason }) => reason === undefined).length);
  const openExtra = count((one) => one.extra.filter(({ reason }) => reason === undefined).length);
  const unknown = count((one) => one.missed.filter(({ reason }) => reason?.startsWith(NOT_KNOWN)).length);
  const correct = agreed + extra - openExtra;
  return {
    pairs: comparisons.length,
    agreed,
    missed: count((one) => one.missed.length),
    extra,
    open: openMissed + openExtra,
    unknown,
    recall: ratio(correct, correct + openMissed + unknown),
    precision: ratio(correct, agreed + extra),
  };
}

const ratio = (part: number, whole: number) => (whole === 0 ? 1 : Math.round((1000 * part) / whole) / 1000);
