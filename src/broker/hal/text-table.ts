/** Lines of cells as a table for a terminal, every column as wide as its widest cell. */
export function textTable(header: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)));
  const join = (line: readonly string[]) => line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ');
  const rule = widths.map((width, i) => '-'.repeat(width + (i === 0 || i === widths.length - 1 ? 1 : 2))).join('|');
  return [join(header), rule, ...lines.map(join)].join('\n');
}
