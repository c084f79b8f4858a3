import { type HistoryRow, numberOf } from './history-row.ts';

/** A consumer's requirement, compared with the grid. */
export interface RequirementCheck {
  readonly consumer: string;
  readonly requirement: string;
  /** Releases that it allows, and that break the consumer. */
  readonly breaking: readonly string[];
  /** What to require instead; absent when nothing breaks. */
  readonly instead?: string;
  /** Releases that fit, and that it does not allow. */
  readonly excluded: readonly string[];
  readonly allowed: number;
}

/**
 * Compares a requirement with the grid.
 * @param allowed the numbers of the grid's releases that the requirement allows (PEP 440)
 */
export function checkRequirement(
  rows: readonly HistoryRow[],
  { consumer, requirement }: { readonly consumer: string; readonly requirement: string },
  allowed: readonly string[],
): RequirementCheck {
  const verdicts = rows.map((row) => ({
    release: numberOf(row),
    verdict: row.cells.find((cell) => cell.consumer === consumer)?.verdict,
  }));
  const isAllowed = ({ release }: { release: string }) => allowed.includes(release);
  const fits = verdicts.filter(({ verdict }) => verdict === 'yes' || verdict === 'off');
  const breaking = verdicts.filter(({ verdict }) => verdict === 'no').filter(isAllowed);
  const names = breaking.map(({ release }) => release);
  return {
    consumer,
    requirement,
    breaking: names,
    ...(names.length > 0 && { instead: [requirement, ...names.map((name) => `!=${name}`)].filter(Boolean).join(',') }),
    excluded: fits.filter((one) => !isAllowed(one)).map(({ release }) => release),
    allowed: fits.filter(isAllowed).length,
  };
}

/** A compatibility grid: versions of a provider × consumers. */
export interface Grid {
  readonly provider: string;
  readonly rows: readonly HistoryRow[];
  readonly requirements: readonly RequirementCheck[];
}
