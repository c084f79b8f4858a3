import { type CellVerdict, consumersOf, findBreaks } from '../matrix/breaks.ts';
import { escapeMarkdown, markdownTable } from '../text/markdown.ts';
import { textTable, withoutControlCharacters } from '../text/table.ts';
import { wrapText } from '../text/wrap.ts';
import type { Grid, RequirementCheck } from './compatibility-grid.ts';
import type { HistoryRow } from './history-row.ts';

const MARKS: Readonly<Record<CellVerdict, string>> = { yes: '✔', no: '✘', off: 'off', unknown: '?' };

/** The grid for a terminal: releases, breaks, requirements. */
export function gridText(grid: Grid): string {
  const table = textTable([gridHeadings(grid), ...cells(grid)].map((row) => row.map(withoutControlCharacters)));
  const notes = gridNotes(grid).map((note) => wrapText(withoutControlCharacters(note)));
  return [...table, ...notes].join('\n');
}

export function gridMarkdown(grid: Grid): string {
  const table = markdownTable(
    gridHeadings(grid).map(escapeMarkdown),
    cells(grid).map((row) => row.map(escapeMarkdown)),
  );
  return [...table, '', ...gridNotes(grid).map((note) => `- ${escapeMarkdown(note)}`)].join('\n');
}

function gridHeadings({ provider, rows }: Grid): string[] {
  return [provider, ...consumersOf(rows)];
}

function cells({ rows }: Grid): string[][] {
  const consumers = consumersOf(rows);
  return rows.map(({ release, cells: found, problem }) => [
    release,
    ...consumers.map((consumer) => {
      const cell = found.find((one) => one.consumer === consumer);
      return cell ? MARKS[cell.verdict] : problem ? '?' : '';
    }),
  ]);
}

function gridNotes({ provider, rows, requirements }: Grid): string[] {
  const breaks = findBreaks(rows).map(
    ({ consumer, first, fixedIn, sentences }) =>
      `${consumer} does not fit ${provider} ${first}${fixedIn ? `, fits again ${fixedIn}` : ' and later'}: ${sentences.join('; ')}`,
  );
  return [
    ...breaks,
    ...requirements.flatMap((one) => requirementNotes(one, provider)),
    ...problemNotes(rows, provider),
    ...unknownNotes(rows, provider),
    ...recordedNotes(rows),
  ];
}

function problemNotes(rows: readonly HistoryRow[], provider: string): string[] {
  return rows.flatMap(({ release, problem }) =>
    problem ? [`${provider} ${release} could not be judged: ${problem.split('\n')[0]}`] : [],
  );
}

/** The releases for which the same is unknown are one note. */
function unknownNotes(rows: readonly HistoryRow[], provider: string): string[] {
  const releases = new Map<string, string[]>();
  for (const { release, cells: found } of rows)
    for (const { consumer, verdict, sentences } of found) {
      if (verdict !== 'unknown') continue;
      const text = `${consumer}: ${sentences.join('; ')}`;
      releases.set(text, [...(releases.get(text) ?? []), release]);
    }
  return [...releases].map(([text, names]) => `${provider} ${names.join(', ')} and ${text}`);
}

/** Results recorded by another program state whether a release fits, but not whether a feature is off. */
function recordedNotes(rows: readonly HistoryRow[]): string[] {
  return consumersOf(rows).flatMap((consumer) => {
    const cells = rows.flatMap((row) => row.cells).filter((cell) => cell.consumer === consumer);
    const { length } = cells.filter(({ featuresNotRecorded }) => featuresNotRecorded);
    if (length === 0) return [];
    const results = length === 1 ? '1 result is' : `${length} results are`;
    return [`${consumer}: ${results} from the broker, and may be "off": run with --no-publish to see it`];
  });
}

function requirementNotes(check: RequirementCheck, provider: string): string[] {
  const { consumer, requirement, breaking, instead, excluded, allowed } = check;
  const says = `${consumer} allows ${provider} ${requirement || 'at any release'}`;
  const verb = breaking.length === 1 ? 'breaks' : 'break';
  return [
    ...(instead ? [`${says}: ${breaking.join(', ')} ${verb} it. Say ${instead}`] : []),
    ...(allowed <= 1 && excluded.length > 1 ? [`${says}, which is narrow: ${excluded.length} other releases fit`] : []),
  ];
}
