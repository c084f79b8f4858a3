import { execFileSync } from 'node:child_process';

const versionOf = (command: string): string | undefined => {
  try {
    const code = 'import sys; assert sys.version_info >= (3, 9); print(sys.executable)';
    return execFileSync(command, ['-c', code], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
};

/** The path of a Python >= 3.9, if there is one; TEST_PYTHON names another than the path's. */
export const python =
  [process.env.TEST_PYTHON ?? 'python3', 'python3', 'python'].map(versionOf).find((path) => path !== undefined) ?? '';

/** `describe`, or a printed skip where there is no Python. */
export const describeWithPython: typeof describe | typeof describe.skip = python ? describe : describe.skip;

if (!python) process.stderr.write('skipped: no Python >= 3.9 is on the path; install one to test the bridge to core\n');
