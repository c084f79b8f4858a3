/** Shows a line on the terminal while `work` runs; where stderr is no terminal, nothing is shown. */
export async function showWhile<Result>(line: string, work: Promise<Result>): Promise<Result> {
  if (!process.stderr.isTTY) return work;
  process.stderr.write(line);
  try {
    return await work;
  } finally {
    process.stderr.write('\r\x1b[K');
  }
}
