import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ContractError } from '../config/errors.ts';

/** The oldest Python that the distributions run on. */
const OLDEST_PYTHON = '3.11';

/** A Python to make virtual environments with. */
export interface BasePython {
  /** The command or path that starts it. */
  readonly command: string;
  /** `3.11` */
  readonly version: string;
  /** `cpython-3.11.7-x86_64-linux`: environments of another one are not used. */
  readonly tag: string;
  /** Whether its pip can install into other environments (pip >= 22.3). These then need no pip, which saves seconds. */
  readonly pipServesOthers: boolean;
}

const PROBE_TIMEOUT_MS = 20_000;
const probe = `
import platform, sys
from importlib.util import find_spec
pip = __import__("pip").__version__ if find_spec("pip") else "0.0"
print("%d.%d" % sys.version_info[:2], "%s-%s-%s-%s" % (sys.implementation.name, platform.python_version(), platform.machine(), sys.platform), pip)
`;

/** `python3`, on Windows `python`. */
export const defaultPython = process.platform === 'win32' ? 'python' : 'python3';

/**
 * Runs a Python and reads its version.
 * @throws ContractError PYTHON_NOT_FOUND, also when it does not answer within the time limit; PYTHON_TOO_OLD
 */
export async function findBasePython(
  command: string,
  env: NodeJS.ProcessEnv,
  timeoutMs = PROBE_TIMEOUT_MS,
): Promise<BasePython> {
  const [version = '', tag = '', pip = ''] = await runProbe(command, env, timeoutMs);
  if (isOlder(version, OLDEST_PYTHON)) throw new ContractError('PYTHON_TOO_OLD', `${command} is Python ${version}`);
  return { command, version, tag, pipServesOthers: !isOlder(pip, '22.3') };
}

async function runProbe(command: string, env: NodeJS.ProcessEnv, timeoutMs: number): Promise<string[]> {
  const limits = { timeout: Math.ceil(timeoutMs), killSignal: 'SIGKILL' } as const;
  try {
    const { stdout } = await promisify(execFile)(command, ['-I', '-c', probe], { env, ...limits });
    return stdout.trim().split(' ');
  } catch (cause) {
    const late = (cause as { killed?: boolean }).killed;
    const subject = late ? `${command} (no answer within ${Math.ceil(timeoutMs / 1000)} s)` : command;
    throw new ContractError('PYTHON_NOT_FOUND', subject, { cause });
  }
}

/** Compares the first two numbers. */
function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = than.split('.').map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/** The interpreter of a virtual environment. */
export function interpreterOf(venv: string): string {
  return process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');
}
