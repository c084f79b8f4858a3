import { terminalWidth, wrapLine } from './wrap.ts';

const INDENT = '  ';
const GAP = '  ';

/** No column is made narrower than this. */
const MIN_COLUMN = 8;

/**
 * A table for a terminal: aligned columns, two spaces between them, indented by two. If it is wider than the terminal, the cells of its widest
 * columns are wrapped.
 */
export function textTable(rows: readonly (readonly string[])[], width = terminalWidth()): string[] {
  const natural = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const widths = fitColumns(natural, width - INDENT.length - GAP.length * (natural.length - 1));
  return rows.flatMap((row) => rowLines(row, widths));
}

/** Takes from the widest columns until their sum is at most `available`. */
function fitColumns(natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  const sum = () => widths.reduce((total, one) => total + one, 0);
  while (sum() > available) {
    const widest = Math.max(...widths);
    if (widest <= MIN_COLUMN) break;
    widths[widths.lastIndexOf(widest)] = widest - 1;
  }
  return widths;
}

function rowLines(row: readonly string[], widths: readonly number[]): string[] {
  const cells = row.map((cell, column) => cellLines(cell, widths[column] ?? cell.length));
  const height = Math.max(1, ...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => {
    const texts = cells.map((lines, column) => (lines[line] ?? '').padEnd(widths[column] ?? 0));
    return `${INDENT}${texts.join(GAP)}`.trimEnd();
  });
}

/** The lines of a cell: broken between words, and a word that is too long after a hyphen, a slash and the like, else anywhere. */
function cellLines(cell: string, width: number): string[] {
  return wrapLine(cell, width).flatMap((line) => breakWord(line, width));
}

function breakWord(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  const end = Math.max(...[...word.slice(0, width).matchAll(/[-_/.:,=@]/g)].map(({ index }) => index + 1), 0);
  const at = end > width / 2 ? end : width;
  return [word.slice(0, at), ...breakWord(word.slice(at), width)];
}

/**
 * The text on one line and without control characters. A name from a broker must neither send escape sequences to a terminal nor print a
 * workflow command of GitHub Actions.
 */
export function withoutControlCharacters(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ');
}
