import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { HANG_LIMIT_MS } from '../../support/hang-limit.ts';

export interface CliResult {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as npm does. Its environment is PATH, HOME and SystemRoot of the test's, a database in memory, and these variables. */
export function runCli(name: string, args: readonly string[], env: Record<string, string> = {}): Promise<CliResult> {
  const { PATH = '', HOME = '', SystemRoot = '' } = process.env;
  const child = spawn(process.execPath, nodeArguments(name, args), {
    env: { PATH, HOME, SystemRoot, PACT_BROKER_DATABASE_URL: ':memory:', ...env },
    timeout: HANG_LIMIT_MS,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (exit) => resolve({ exit, stdout, stderr }));
  });
}

/** Runs a command that installs packages from the index, in the test's environment with these variables added. Blocks until it ends. */
export function runWithPackages(
  name: string,
  args: readonly string[],
  env: Record<string, string>,
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, nodeArguments(name, args), {
    encoding: 'utf8',
    timeout: HANG_LIMIT_MS,
    env: { ...process.env, ...env },
  });
}

function nodeArguments(name: string, args: readonly string[]): string[] {
  return ['src/cli/bundled.mjs', 'src/cli/main.ts', name, ...args];
}
