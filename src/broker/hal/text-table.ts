/** Lines of cells as a table for a terminal, every column as wide as its widest cell. */
export function textTable(header: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(lengthOf(title), ...lines.map((line) => lengthOf(line[i] ?? ''))));
  const join = (line: readonly string[]) =>
    line.map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - lengthOf(cell))).join(' | ');
  const rule = widths.map((width, i) => '-'.repeat(width + (i === 0 || i === widths.length - 1 ? 1 : 2))).join('|');
  return [join(header), rule, ...lines.map(join)].join('\n');
}

/** Characters, where a string's own length counts those beyond the first 65,536 twice. */
function lengthOf(text: string): number {
  return [...text].length;
}
