import { NOT_KNOWN } from './reasons.ts';
import type { ReleaseComparison } from './run-pair.ts';

export interface OracleSummary {
  readonly pairs: number;
  readonly agreed: number;
  /** Errors of the type checker that we do not report, and failures that it does not report. */
  readonly missed: number;
  readonly extra: number;
  /** Differences without a reason. */
  readonly open: number;
  /** Errors of the type checker that we report as unknown. */
  readonly unknown: number;
  /**
   * `recall`: our share of the breaks that either side reports; what we report as unknown counts as missed. `precision`: the share of our
   * failures that are true. A difference with a reason counts as the reason says.
   */
  readonly recall: number;
  readonly precision: number;
}

export function summarize(comparisons: readonly ReleaseComparison[]): OracleSummary {
  const count = (choose: (one: ReleaseComparison) => number) => comparisons.reduce((sum, one) => sum + choose(one), 0);
  const agreed = count((one) => one.agreed.length);
  const extra = count((one) => one.extra.length);
  const openMissed = count((one) => one.missed.filter(({ reason }) => reason === undefined).length);
  const openExtra = count((one) => one.extra.filter(({ reason }) => reason === undefined).length);
  const unknown = count((one) => one.missed.filter(({ reason }) => reason?.startsWith(NOT_KNOWN)).length);
  const right = agreed + extra - openExtra;
  return {
    pairs: comparisons.length,
    agreed,
    missed: count((one) => one.missed.length),
    extra,
    open: openMissed + openExtra,
    unknown,
    recall: ratio(right, right + openMissed + unknown),
    precision: ratio(right, agreed + extra),
  };
}

const ratio = (part: number, whole: number) => (whole === 0 ? 1 : Math.round((1000 * part) / whole) / 1000);
