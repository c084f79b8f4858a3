import { escapeMarkdown, markdownLink, markdownTable } from './markdown.ts';
import { textTable, withoutControlCharacters } from './table.ts';
import { terminalWidth, wrapLine, wrapWithCommand } from './wrap.ts';

/**
 * The result of a command as plain texts, for a terminal (`reportText`) and for a job summary or a comment (`reportMarkdown`). Both remove
 * control characters, and the latter escapes Markdown. Parts without rows or items are omitted.
 */
export interface Report {
  /** The last line on a terminal, and the heading in Markdown. */
  readonly conclusion: string;
  readonly parts: readonly (ReportTable | ReportList)[];
}

export interface ReportTable {
  readonly headings?: readonly string[];
  readonly rows: readonly (readonly ReportCell[])[];
}

/** A text, which in Markdown may be a link. */
export type ReportCell = string | { readonly text: string; readonly url: string };

export interface ReportList {
  readonly title?: string;
  readonly items: readonly ReportItem[];
}

export interface ReportItem {
  /** A sign before the text: `✔`. */
  readonly mark?: string;
  readonly text: string;
  /** The next step, on a separate line. */
  readonly next?: string | undefined;
}

/** The report for a terminal of this width, without a line break at its end. */
export function reportText({ conclusion, parts }: Report, width = terminalWidth()): string {
  const blocks = parts.map((part) => ('rows' in part ? tableText(part, width) : listText(part, width)));
  return [...withBlankLines(blocks), ...wrapLine(withoutControlCharacters(conclusion), width)].join('\n');
}

/** The report in Markdown. */
export function reportMarkdown({ conclusion, parts }: Report): string {
  const blocks = parts.map((part) => ('rows' in part ? tableMarkdown(part) : listMarkdown(part)));
  return [`### ${escapeMarkdown(conclusion)}`, '', ...withBlankLines(blocks)].join('\n');
}

function tableText({ headings, rows }: ReportTable, width: number): string[] {
  if (rows.length === 0) return [];
  const lines = rows.map((row) => row.map((cell) => withoutControlCharacters(textOf(cell))));
  return textTable(headings ? [headings, ...lines] : lines, width);
}

function tableMarkdown({ headings, rows }: ReportTable): string[] {
  if (rows.length === 0) return [];
  return markdownTable(
    headings ?? (rows[0] ?? []).map(() => ''),
    rows.map((row) => row.map(cellMarkdown)),
  );
}

function textOf(cell: ReportCell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function cellMarkdown(cell: ReportCell): string {
  return typeof cell === 'string' ? escapeMarkdown(cell) : markdownLink(cell.text, cell.url);
}

function listText({ title, items }: ReportList, width: number): string[] {
  if (items.length === 0) return [];
  const lines = items.flatMap(({ mark, text, next }) => [
    ...wrapLine(`  ${mark ? `${mark} ` : ''}${withoutControlCharacters(text)}`, width, 4),
    ...(next ? wrapWithCommand(`    ${withoutControlCharacters(next)}`, width) : []),
  ]);
  return title ? [title, ...lines] : lines;
}

function listMarkdown({ title, items }: ReportList): string[] {
  if (items.length === 0) return [];
  const lines = items.map(
    ({ mark, text, next }) =>
      `- ${mark ? `${mark} ` : ''}${escapeMarkdown(text)}${next ? `<br>${escapeMarkdown(next)}` : ''}`,
  );
  return title ? [escapeMarkdown(title), '', ...lines] : lines;
}

function withBlankLines(blocks: readonly (readonly string[])[]): string[] {
  return blocks.filter((block) => block.length > 0).flatMap((block) => [...block, '']);
}
