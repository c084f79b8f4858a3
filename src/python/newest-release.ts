/**
 * The newest release of a distribution that the given Python interpreter can install. Its wheel is downloaded, without its dependencies,
 * because an index that answers may still not serve the files. pip does this, with its own configuration; if the Python has no pip, uv does.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractError } from '../config/errors.ts';
import { variablesForInstaller } from './child-variables.ts';
import { installError } from './install-failure.ts';
import { findBasePython } from './interpreter.ts';
import { type ProgramResult, runProgram } from './run-program.ts';
import { PIP } from './uv-settings.ts';

export interface NewestReleaseOptions {
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
  /** The limit for the whole search. */
  readonly timeoutMs: number;
}

/** Without these limits, pip and uv retry a host that does not answer for minutes. */
const PIP_LIMITS = ['--retries', '1', '--timeout', '10'] as const;
const UV_LIMITS = { UV_HTTP_RETRIES: '1', UV_HTTP_TIMEOUT: '10' } as const;
/** Wheels only: a source distribution would be built, which runs its code and may use up the time limit. */
const WHEEL_ONLY = ['--no-deps', '--only-binary', ':all:'] as const;

/**
 * Finds the number of the newest release.
 * @throws ContractError PYTHON_NOT_FOUND, PYTHON_TOO_OLD; INDEX_UNREACHABLE, also when the time limit ends the search; what installing throws
 *   (see install-failure.ts)
 */
export async function findNewestRelease(name: string, options: NewestReleaseOptions): Promise<string> {
  const end = performance.now() + options.timeoutMs;
  const env = variablesForInstaller(options.env);
  const { command } = await findBasePython(options.python, env, options.timeoutMs);
  const folder = mkdtempSync(join(tmpdir(), 'newest-release-'));
  try {
    const result = await download(name, folder, command, env, () => Math.max(end - performance.now(), 1));
    if (!result.ok && performance.now() >= end)
      throw new ContractError('INDEX_UNREACHABLE', `no answer within ${Math.round(options.timeoutMs / 1000)} s`);
    if (!result.ok) throw installError([name], result.output);
    return readVersion(folder, name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function download(
  name: string,
  folder: string,
  python: string,
  env: NodeJS.ProcessEnv,
  msLeft: () => number,
): Promise<ProgramResult> {
  const pip = [...PIP, 'download', ...PIP_LIMITS, ...WHEEL_ONLY, '--dest', folder, name];
  const result = await runProgram(python, pip, { env, timeoutMs: msLeft() });
  if (result.ok || !/No module named pip\b/.test(result.output)) return result;
  const uv = ['pip', 'install', ...WHEEL_ONLY, '--python', python, '--target', folder, name];
  const withUv = await runProgram('uv', uv, { env: { ...env, ...UV_LIMITS }, timeoutMs: msLeft() });
  if (withUv.ok || !/\bENOENT\b/.test(withUv.output)) return withUv;
  throw new ContractError('INSTALL_FAILED', `${python} has no pip, and there is no uv on the PATH`);
}

/** pip leaves `market_data_core-1.4.61-py3-none-any.whl`, uv `market_data_core-1.4.61.dist-info`. */
function readVersion(folder: string, name: string): string {
  const numbers = readdirSync(folder).map((file) => /^[^-]+-([^-]+)(?:-.+\.whl|\.dist-info)$/.exec(file)?.[1]);
  const number = numbers.find((found) => found !== undefined);
  if (!number) throw new ContractError('DISTRIBUTION_UNKNOWN', name);
  return number;
}
