/** Lines that fit a terminal. Where the output is not a terminal, lines are not wrapped: a log or `grep` needs each of them whole. */
import { stripVTControlCharacters } from 'node:util';
import { splitCommand } from './command.ts';

/** The width of `--help` where the output is not a terminal. */
const DEFAULT_HELP_WIDTH = 80;

/** Narrower terminals are treated as if they had this width. */
const MIN_WIDTH = 40;

/** The number of columns of the terminal; infinity where the output is not a terminal, or its width is not known. */
export function terminalWidth(): number {
  const { isTTY, columns } = process.stdout;
  return isTTY && columns ? Math.max(columns, MIN_WIDTH) : Number.POSITIVE_INFINITY;
}

/** The width of `--help`. */
export function helpWidth(): number {
  const width = terminalWidth();
  return Number.isFinite(width) ? width : DEFAULT_HELP_WIDTH;
}

/**
 * Wraps a line between words. A word that is longer than the width, such as a URL, stays whole.
 * @param hanging the spaces before the second and the following lines (default: those of the first line)
 */
export function wrapLine(line: string, width = terminalWidth(), hanging = indentOf(line)): string[] {
  if (displayWidth(line) <= width) return [line];
  const first = ' '.repeat(indentOf(line));
  return joinWords(line.trimStart().split(' '), width, { first, next: ' '.repeat(hanging), end: '' });
}

/** Wraps each line of a text; the lines that follow are indented by two more spaces. */
export function wrapText(text: string, width = terminalWidth()): string {
  return text
    .split('\n')
    .flatMap((line) => wrapWithCommand(line, width, indentOf(line) + 2))
    .join('\n');
}

/**
 * Wraps a command line between its words, with a backslash at the end of each line but the last: the shell reads these lines as one
 * command when they are pasted.
 */
export function wrapCommand(line: string, width = terminalWidth()): string[] {
  if (displayWidth(line) <= width) return [line];
  const indent = ' '.repeat(indentOf(line));
  return joinWords(shellWords(line.trim()), width, { first: indent, next: `${indent}  `, end: ' \\' });
}

/** Wraps a line that may end in a command. On a terminal, the command has lines of its own, which can be pasted. */
export function wrapWithCommand(line: string, width = terminalWidth(), hanging = indentOf(line)): string[] {
  const [text, command] = splitCommand(line);
  if (command === undefined || displayWidth(line) <= width) return wrapLine(line, width, hanging);
  return [...wrapLine(text, width, hanging), ...wrapCommand(`${' '.repeat(hanging + 2)}${command}`, width)];
}

interface LineParts {
  readonly first: string;
  readonly next: string;
  /** What follows each line but the last. */
  readonly end: string;
}

function joinWords(words: readonly string[], width: number, { first, next, end }: LineParts): string[] {
  const lines: string[] = [];
  let line = '';
  const start = () => (lines.length === 0 ? first : next);
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(start() + longer + end) > width) {
      lines.push(`${start()}${line.trimEnd()}${end}`);
      line = word;
    } else line = longer;
  }
  return [...lines, start() + line];
}

/** The words of a command line. A quoted value is one word, and so is an option with its value. */
function shellWords(command: string): string[] {
  return command.match(/--[\w-]+ (?!-)(?:'[^']*'|\\.|[^\s'\\])+|(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [command];
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The number of columns of a text, without its colours. */
function displayWidth(text: string): number {
  return stripVTControlCharacters(text).length;
}
