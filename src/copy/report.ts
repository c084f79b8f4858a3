import { textTable, withoutControlCharacters } from '../text/table.ts';
import { kinds, type Ledger, type Shortfall } from './copy-report.ts';

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
