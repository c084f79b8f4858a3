import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ContractError } from '../config/errors.ts';
import { type CoreRef, resolveCoreRef } from './core-ref.ts';
import { type Progress, run } from './run.ts';

export interface InstallOptions {
  /** A release number, tag, branch or SHA. */
  readonly ref: string;
  /** URL or path of core's git repository. */
  readonly repository: string;
  /** The Python to make the venv with. */
  readonly python: string;
  /** Where the venvs are kept, one for each core and Python version. */
  readonly cacheFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
}

export interface InstalledCore {
  /** The venv's interpreter. */
  readonly interpreter: string;
  readonly ref: CoreRef;
}

const timeoutMs = 15 * 60_000;

/**
 * Installs core at a ref in a venv of its own, once; what is there already is used again. A venv appears under its final
 * name only when it is complete.
 * @throws ContractError CORE_REF_INVALID, CORE_REF_UNKNOWN, PYTHON_NOT_FOUND, CORE_INSTALL_FAILED with pip's last lines
 */
export async function installCore(options: InstallOptions): Promise<InstalledCore> {
  const env = quietEnvironment(options.env);
  const ref = await resolveCoreRef(options.ref, options.repository, env);
  const base = baseOf(options.python, env);
  const name = `${ref.kind === 'release' ? ref.number : ref.commit}-py${base.version}`;
  const home = resolve(options.cacheFolder, name);
  if (!existsSync(home)) await make(home, ref, base, { ...options, env });
  return { interpreter: interpreterOf(home), ref };
}

/** Other Pythons' settings and a hook's repository must not reach into the venv, and git must not ask for a password. */
function quietEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(
    ([name]) => !/^(PACT_.*|PYTHONPATH|PYTHONHOME|GIT_DIR|GIT_WORK_TREE|GIT_INDEX_FILE)$/.test(name),
  );
  return { ...Object.fromEntries(others), GIT_TERMINAL_PROMPT: '0' };
}

/** A Python to make venvs with. */
interface Base {
  readonly python: string;
  /** `3.11` */
  readonly version: string;
  /** Its own pip can install into another interpreter (pip >= 22.3), so that the venv needs none: that saves seconds. */
  readonly pipServesOthers: boolean;
}

function baseOf(python: string, env: NodeJS.ProcessEnv): Base {
  try {
    const options: ExecFileSyncOptionsWithStringEncoding = {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    };
    const [version = '', pip = ''] = execFileSync(python, ['-c', probe], options).trim().split(' ');
    const [major = 0, minor = 0] = pip.split('.').map(Number);
    return { python, version, pipServesOthers: major > 22 || (major === 22 && minor >= 3) };
  } catch (cause) {
    throw new ContractError('PYTHON_NOT_FOUND', python, { cause });
  }
}

const probe = `
import sys
from importlib.util import find_spec
pip = __import__("pip").__version__ if find_spec("pip") else ""
print("%d.%d" % sys.version_info[:2], pip)
`;

async function make(home: string, ref: CoreRef, base: Base, { env, progress }: InstallOptions): Promise<void> {
  mkdirSync(resolve(home, '..'), { recursive: true });
  const making = mkdtempSync(`${home}.making-`);
  const step = async (command: string, ...args: string[]) => {
    const failure = await run(command, args, { env, progress, timeoutMs });
    if (failure) throw new ContractError('CORE_INSTALL_FAILED', failure);
  };
  const { python, pipServesOthers } = base;
  const pip = pipServesOthers
    ? [python, '-m', 'pip', '--python', interpreterOf(making)]
    : [interpreterOf(making), '-m', 'pip'];
  try {
    progress(`making a venv for core with ${python}`);
    await step(python, '-m', 'venv', ...(pipServesOthers ? ['--without-pip'] : []), making);
    const [command = python, ...args] = pip;
    await step(command, ...args, 'install', '--disable-pip-version-check', '--no-input', requirement(ref));
    if (!existsSync(home)) renameSync(making, home);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

function requirement(ref: CoreRef): string {
  return ref.kind === 'release' ? `market-data-core==${ref.number}` : `git+${ref.repository}@${ref.commit}`;
}

function interpreterOf(venv: string): string {
  return process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');
}
