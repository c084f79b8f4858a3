import { type SpawnSyncOptions, spawnSync } from 'node:child_process';

const LIMIT_MS = 600_000;

/** Runs a program of a toolchain; returns why it failed, in one line, or undefined. */
export function failureOf(
  [program = '', ...args]: readonly string[],
  options: SpawnSyncOptions = {},
): string | undefined {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    timeout: LIMIT_MS,
    ...options,
    encoding: 'utf8',
  });
  if (error) return error.message;
  if (status === 0) return undefined;
  const lines = `${stdout}${stderr}`.trim().split('\n');
  return `${program} ${args[0]} failed: ${lines.find((line) => /error/i.test(line)) ?? lines.at(-1)}`;
}

/** `describe` if no program in the list fails; else the tests are skipped and one line is printed. */
export function whenTheseRun(name: string, programs: readonly (() => string | undefined)[], tests: () => void): void {
  for (const program of programs) {
    const failure = program();
    if (failure === undefined) continue;
    process.stdout.write(`not run: ${name}: ${failure}\n`);
    describe.skip(name, tests);
    return;
  }
  describe(name, tests);
}
