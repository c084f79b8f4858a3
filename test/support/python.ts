import { execFileSync } from 'node:child_process';

const runs = (command: string, code: string): string | undefined => {
  try {
    return execFileSync(command, ['-c', code], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
};

const newEnough = 'import sys; assert sys.version_info >= (3, 9); print(sys.executable)';
const onThePath = ['python3', 'python'].map((command) => runs(command, newEnough)).find((path) => path !== undefined);
const { TEST_PYTHON } = process.env;

/** A Python >= 3.9, if there is one: TEST_PYTHON as it is given, else the path's. */
export const python = (TEST_PYTHON && runs(TEST_PYTHON, newEnough) !== undefined ? TEST_PYTHON : onThePath) ?? '';

const withPip = 'from importlib.util import find_spec; import venv; assert find_spec("pip") or find_spec("ensurepip")';

/** A Python of the path that can make a venv and install into it. */
export const installingPython = onThePath && runs(onThePath, withPip) !== undefined ? onThePath : '';

/** `test`, or a skip where the Python has no Pydantic 2: the stand-in for core then has plain classes. */
export const testWithPydantic =
  python && runs(python, 'import pydantic; assert pydantic.VERSION.startswith("2.")') !== undefined ? test : test.skip;

type Describe = typeof describe | typeof describe.skip;

/** `describe`, or a printed skip where there is no Python. */
export const describeWithPython: Describe = python ? describe : skipped('no Python >= 3.9 is on the path: install one');

/** `describe`, or a printed skip where no Python can install. */
export const describeWithPip: Describe = installingPython
  ? describe
  : skipped('the Python of the path has no pip: install python3-pip or python3-venv');

function skipped(why: string): Describe {
  process.stderr.write(`skipped: ${why}\n`);
  return describe.skip;
}
