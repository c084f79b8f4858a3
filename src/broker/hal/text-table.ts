/** A text table in the official broker's format, with columns as wide as their widest cell. */
export function textTable(header: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(lengthOf(title), ...lines.map((line) => lengthOf(line[i] ?? ''))));
  const formatLine = (line: readonly string[]) =>
    line.map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - lengthOf(cell))).join(' | ');
  const rule = widths.map((width, i) => '-'.repeat(width + (i === 0 || i === widths.length - 1 ? 1 : 2))).join('|');
  return [formatLine(header), rule, ...lines.map(formatLine)].join('\n');
}

/** Length in code points. */
function lengthOf(text: string): number {
  return [...text].length;
}
