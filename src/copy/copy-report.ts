import { textTable, withoutControlCharacters } from '../text/table.ts';

/** What is copied, in the order of copying. */
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

/** How many of a kind the source has, how many of these the target had already, and how many were written. */
export interface Count {
  found: number;
  there: number;
  written: number;
}

/** Something that could not be carried over as it is. */
export interface Shortfall {
  readonly kind: Kind;
  readonly subject: string;
  readonly why: string;
  /** Whether can-i-deploy may answer otherwise for it. */
  readonly matters: boolean;
}

/** The account of a copy: counts by kind, and what fell short. */
export class Ledger {
  readonly counts: Record<Kind, Count>;
  readonly shortfalls: Shortfall[] = [];
  readonly #tell: (kind: Kind, count: Readonly<Count>) => void;

  /** @param tell is told after each item, for progress */
  constructor(tell: (kind: Kind, count: Readonly<Count>) => void = () => undefined) {
    this.counts = Object.fromEntries(kinds.map((kind) => [kind, { found: 0, there: 0, written: 0 }])) as never;
    this.#tell = tell;
  }

  found(kind: Kind, number = 1): void {
    this.counts[kind].found += number;
  }

  there(kind: Kind, number = 1): void {
    this.counts[kind].there += number;
    this.#tell(kind, this.counts[kind]);
  }

  written(kind: Kind): void {
    this.counts[kind].written += 1;
    this.#tell(kind, this.counts[kind]);
  }

  /** What makes can-i-deploy answer otherwise. */
  lost(kind: Kind, subject: string, why: string): void {
    this.shortfalls.push({ kind, subject, why, matters: true });
  }

  /** What is otherwise at the target, though no answer of can-i-deploy depends on it. */
  otherwise(kind: Kind, subject: string, why: string): void {
    this.shortfalls.push({ kind, subject, why, matters: false });
  }
}

/** What no client can write, so that it begins anew at the target. */
const never =
  'Never carried, for no API writes them: dates, numbers of results, uuids, logs of webhooks, and whether a result was work in progress.';

/** The account of a copy for a terminal. */
export function reportCopy(
  { counts, shortfalls }: Ledger,
  names: { from: string; to: string; dryRun: boolean },
): string {
  const { from, to, dryRun } = names;
  const rows = kinds.map((kind) => [
    kind,
    ...[counts[kind].found, counts[kind].there, counts[kind].written].map(String),
  ]);
  const heading = ['', 'at the source', 'there already', dryRun ? 'to be written' : 'written'];
  const [lost, otherwise] = [shortfalls.filter(({ matters }) => matters), shortfalls.filter(({ matters }) => !matters)];
  return [
    ...textTable([heading, ...rows]),
    '',
    ...section('Not carried, so that can-i-deploy may answer otherwise:', '✘', lost),
    ...section('Otherwise at the target, though no answer depends on it:', '!', otherwise),
    never,
    '',
    verdictOf(lost.length, { from, to, dryRun }),
  ].join('\n');
}

function verdictOf(lost: number, { from, to, dryRun }: { from: string; to: string; dryRun: boolean }): string {
  if (lost > 0) return `INCOMPLETE: ${lost} things of ${from} could not be carried to ${to}.`;
  return dryRun ? `DRY RUN: nothing was written to ${to}.` : `COMPLETE: ${to} has what ${from} has.`;
}

const most = 20;

function section(title: string, mark: string, shortfalls: readonly Shortfall[]): string[] {
  if (shortfalls.length === 0) return [];
  const lines = shortfalls
    .slice(0, most)
    .map(({ kind, subject, why }) => `  ${mark} ${kind}: ${withoutControlCharacters(`${subject}: ${why}`)}`);
  const more = shortfalls.length > most ? [`  and ${shortfalls.length - most} more (--json tells all)`] : [];
  return [title, ...lines, ...more, ''];
}
