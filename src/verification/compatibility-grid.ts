import { escapeMarkdown, markdownTable } from '../text/markdown.ts';
import { textTable, withoutControlCharacters } from '../text/table.ts';
import { type CellVerdict, type HistoryRow, numberOf } from './history-row.ts';

/** A break of one consumer: the releases from `first` on do not fit, `fixedIn` does again. */
export interface Break {
  readonly consumer: string;
  readonly first: string;
  readonly fixedIn?: string;
  readonly sentences: readonly string[];
}

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

/** The consumers of a grid, in alphabetical order. */
export function consumersOf(rows: readonly HistoryRow[]): string[] {
  return [...new Set(rows.flatMap(({ cells: gridCells }) => gridCells.map(({ consumer }) => consumer)))].sort();
}

/** The breaks of each consumer, oldest first. A release that could not be judged neither begins nor ends one. */
export function findBreaks(rows: readonly HistoryRow[]): Break[] {
  return consumersOf(rows).flatMap((consumer) => {
    const breaks: Break[] = [];
    let open: Break | undefined;
    for (const { release, cells } of rows) {
      const cell = cells.find((one) => one.consumer === consumer);
      if (cell?.verdict === 'no') open ??= { consumer, first: release, sentences: cell.sentences };
      else if (open && (cell?.verdict === 'yes' || cell?.verdict === 'off')) {
        breaks.push({ ...open, fixedIn: release });
        open = undefined;
      }
    }
    return open ? [...breaks, open] : breaks;
  });
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

const MARKS: Readonly<Record<CellVerdict, string>> = { yes: '✔', no: '✘', off: 'off', unknown: '?' };

export interface Grid {
  readonly provider: string;
  readonly rows: readonly HistoryRow[];
  readonly requirements: readonly RequirementCheck[];
}

/** The grid for a terminal: releases, breaks, requirements. */
export function gridText(grid: Grid): string {
  return [...textTable([gridHeadings(grid), ...cells(grid)]), ...gridNotes(grid)]
    .map(withoutControlCharacters)
    .join('\n');
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
  const unknown = rows.flatMap(({ release, problem, cells: found }) => [
    ...(problem ? [`${provider} ${release} could not be judged: ${problem.split('\n')[0]}`] : []),
    ...found
      .filter(({ verdict }) => verdict === 'unknown')
      .map(({ consumer, sentences }) => `${consumer} with ${provider} ${release}: ${sentences.join('; ')}`),
  ]);
  return [
    ...breaks,
    ...requirements.flatMap((one) => requirementNotes(one, provider)),
    ...unknown,
    ...recordedNotes(rows),
  ];
}

/** The broker's results say whether a release fits, and not whether a feature is off. */
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
