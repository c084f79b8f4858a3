import { plural } from '../text/duration.ts';
import { textTable, withoutControlCharacters } from '../text/table.ts';
import { wrapText } from '../text/wrap.ts';

/** The kinds of things that are copied, in the order of copying. */
export const kinds = [
  'pacticipants',
  'labels',
  'versions',
  'pacts',
  'branch versions',
  'results',
  'environments',
  'deployments',
  'releases',
  'webhooks',
] as const;
export type Kind = (typeof kinds)[number];

export interface Count {
  /** At the source. */
  found: number;
  /** At the target before the copy. */
  alreadyPresent: number;
  /** Written by this copy; in a dry run, the number that it would write. */
  written: number;
}

/** Something at the target that differs from the source after the copy. */
export interface Difference {
  readonly kind: Kind;
  readonly subject: string;
  readonly reason: string;
  /** Whether can-i-deploy may return another answer because of it. */
  readonly affectsDecisions: boolean;
}

/** The counts of a copy by kind, and the differences that remain. */
export class CopyReport {
  readonly counts: Record<Kind, Count>;
  readonly differences: Difference[] = [];
  readonly #onProgress: (kind: Kind, count: Readonly<Count>) => void;

  /** @param onProgress is called after each item */
  constructor(onProgress: (kind: Kind, count: Readonly<Count>) => void = () => undefined) {
    this.counts = Object.fromEntries(kinds.map((kind) => [kind, { found: 0, alreadyPresent: 0, written: 0 }])) as never;
    this.#onProgress = onProgress;
  }

  countFound(kind: Kind, number = 1): void {
    this.counts[kind].found += number;
  }

  countAlreadyPresent(kind: Kind, number = 1): void {
    this.counts[kind].alreadyPresent += number;
    this.#onProgress(kind, this.counts[kind]);
  }

  countWritten(kind: Kind): void {
    this.counts[kind].written += 1;
    this.#onProgress(kind, this.counts[kind]);
  }

  /** Adds a difference that may change the answers of can-i-deploy. */
  addMissing(kind: Kind, subject: string, reason: string): void {
    this.differences.push({ kind, subject, reason, affectsDecisions: true });
  }

  /** Adds a difference that no answer of can-i-deploy depends on. */
  addDifferent(kind: Kind, subject: string, reason: string): void {
    this.differences.push({ kind, subject, reason, affectsDecisions: false });
  }
}

const NOT_COPIED =
  'Not copied, because they are not writable through the API: dates, numbers of results, uuids, logs of webhooks, and whether a result was work in progress.';

/** Formats a report for a terminal. */
export function formatCopyReport(
  { counts, differences }: CopyReport,
  options: { from: string; to: string; dryRun: boolean },
): string {
  const rows = kinds.map((kind) => {
    const { found, alreadyPresent, written } = counts[kind];
    return [kind, `${found}`, `${alreadyPresent}`, `${written}`];
  });
  const heading = ['', 'at the source', 'already present', options.dryRun ? 'to be written' : 'written'];
  const missing = differences.filter(({ affectsDecisions }) => affectsDecisions);
  const others = differences.filter(({ affectsDecisions }) => !affectsDecisions);
  return [
    ...textTable([heading, ...rows]),
    '',
    ...[
      ...differenceLines('Not copied; can-i-deploy may return another answer:', '✘', missing),
      ...differenceLines('Different at the target; no answer of can-i-deploy depends on it:', '!', others),
      NOT_COPIED,
      '',
      conclusionLine(missing.length, options),
    ].map((line) => wrapText(line)),
  ].join('\n');
}

function conclusionLine(missing: number, { from, to, dryRun }: { from: string; to: string; dryRun: boolean }): string {
  if (missing > 0) return `INCOMPLETE: ${plural(missing, 'thing')} of ${from} could not be copied to ${to}.`;
  return dryRun
    ? `DRY RUN: nothing was written to ${to}.`
    : `COMPLETE: ${to} has everything of ${from} that can-i-deploy depends on.`;
}

const MAX_LISTED_DIFFERENCES = 20;

function differenceLines(title: string, mark: string, differences: readonly Difference[]): string[] {
  if (differences.length === 0) return [];
  const lines = differences
    .slice(0, MAX_LISTED_DIFFERENCES)
    .map(({ kind, subject, reason }) => `  ${mark} ${kind}: ${withoutControlCharacters(`${subject}: ${reason}`)}`);
  const more = differences.length - MAX_LISTED_DIFFERENCES;
  return [title, ...lines, ...(more > 0 ? [`  and ${more} more (--json lists all)`] : []), ''];
}
