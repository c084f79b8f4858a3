import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The Python contract tests that other repositories copy. */
export const CONTRACT_TESTS = '.github/templates/tests/contracts';

/** A replacement of text in one file of market_data_core. */
export interface CoreChange {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface PytestRun {
  readonly exitCode: number | null;
  /** The outcome of each test by its name, e.g. `test_core_install.py::test_core_version_imports` → `PASSED`. */
  readonly outcomes: ReadonlyMap<string, string>;
  readonly output: string;
}

/** Runs a copy of the contract tests with the interpreter; modules in `path` come before the installed ones. */
export function runContractTests(interpreter: string, folder: string, path = ''): PytestRun {
  const tests = mkdtempSync(join(folder, 'tests-'));
  cpSync(CONTRACT_TESTS, tests, { recursive: true });
  const args = ['-m', 'pytest', '-v', '--tb=short', '-rs', '--color=no', '-p', 'no:cacheprovider', tests];
  const { PYTHONPATH: _, ...inherited } = process.env;
  const env = { ...inherited, PYTHONDONTWRITEBYTECODE: '1', COLUMNS: '200', ...(path ? { PYTHONPATH: path } : {}) };
  const ran = spawnSync(interpreter, args, { cwd: tests, env, encoding: 'utf8', timeout: 500_000 });
  rmSync(tests, { recursive: true });
  const lines = ran.stdout.matchAll(/^(test_\w+\.py::\S+) (PASSED|FAILED|SKIPPED|ERROR)/gm);
  const outcomes = new Map([...lines].map(([, name = '', outcome = '']) => [name, outcome]));
  return { exitCode: ran.status, outcomes, output: ran.stdout + ran.stderr };
}

/** Copies the installed market_data_core into a folder below `folder` and changes the copy. Returns the folder, for PYTHONPATH. */
export function changedCore(interpreter: string, folder: string, { file, find, replace }: CoreChange): string {
  const code = 'import importlib.util as u; print(u.find_spec("market_data_core").origin)';
  const origin = spawnSync(interpreter, ['-c', code], { encoding: 'utf8' }).stdout.trim();
  const path = mkdtempSync(join(folder, 'core-'));
  cpSync(dirname(origin), join(path, 'market_data_core'), { recursive: true });
  const changed = join(path, 'market_data_core', file);
  const text = readFileSync(changed, 'utf8');
  if (!text.includes(find)) throw new Error(`${file} of the published core does not contain: ${find}`);
  rmSync(changed);
  writeFileSync(changed, text.replaceAll(find, replace));
  return path;
}
