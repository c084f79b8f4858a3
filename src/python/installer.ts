/**
 * Installs distributions into a virtual environment: with uv, which takes seconds where pip takes minutes, else with pip. uv is taken
 * from the PATH, or from the cache folder, into which pip installs it once.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installError } from './install-failure.ts';
import { type BasePython, interpreterOf } from './interpreter.ts';
import { type Progress, runProgram } from './run-program.ts';
import { PIP, settingsOfPip } from './uv-settings.ts';

export interface InstallOptions {
  /** The folder of the new virtual environment. */
  readonly folder: string;
  readonly base: BasePython;
  /** Requirements as pip reads them. */
  readonly requirements: readonly string[];
  /** Requirements that override those of the distributions (as `uv pip install --override`). */
  readonly overrides: readonly string[];
  readonly withoutDependencies: boolean;
}

/** Makes virtual environments and installs into them. */
export interface Installer {
  readonly name: 'uv' | 'pip';
  /** @throws ContractError when the requirements cannot be installed (see install-failure.ts) */
  install(options: InstallOptions): Promise<void>;
}

export interface InstallerOptions {
  readonly base: BasePython;
  /** The folder into which pip installs uv. */
  readonly cacheFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  /** `pip` never looks for uv. */
  readonly prefer?: 'uv' | 'pip';
  /** `false`: uv is not downloaded (20 MB); it is used only if it is installed already. */
  readonly bringUv?: boolean;
  /** The limit for each program that installs. */
  readonly timeoutMs?: number;
  /** Ends the installation early; its reason is reported. */
  readonly signal?: AbortSignal;
}

const INSTALL_TIMEOUT_MS = 15 * 60_000;
const PROBE_TIMEOUT_MS = 20_000;

export async function findInstaller(options: InstallerOptions): Promise<Installer> {
  const uv = options.prefer === 'pip' ? undefined : await findUv(options);
  return uv ? uvInstaller(uv, options) : pipInstaller(options);
}

async function findUv(options: InstallerOptions): Promise<string | undefined> {
  if (await canStart('uv', options.env)) return 'uv';
  const home = join(options.cacheFolder, `uv-${options.base.tag}`);
  const uv = join(home, 'bin', process.platform === 'win32' ? 'uv.exe' : 'uv');
  if (!existsSync(uv) && options.bringUv !== false) await installUv(home, options);
  return (await canStart(uv, options.env)) ? uv : undefined;
}

async function canStart(program: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  return promisify(execFile)(program, ['--version'], { env, timeout: PROBE_TIMEOUT_MS }).then(
    () => true,
    () => false,
  );
}

/** Installed into a temporary folder, which is renamed when complete. If the index has no uv, pip is used for everything. */
async function installUv(home: string, options: InstallerOptions): Promise<void> {
  const { base, env, progress, timeoutMs = INSTALL_TIMEOUT_MS, signal } = options;
  mkdirSync(join(home, '..'), { recursive: true });
  const making = mkdtempSync(`${home}.making-`);
  try {
    const args = [...PIP, 'install', '-q', '--target', making, 'uv'];
    const { ok } = await runProgram(base.command, args, { env, timeoutMs, signal });
    if (!ok) return;
    progress('installed uv, which installs faster than pip');
    publishUv(making, home);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Renames the folder to its final name. If another process was first, its uv is used. */
function publishUv(making: string, home: string): void {
  try {
    renameSync(making, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  }
}

function uvInstaller(uv: string, options: InstallerOptions): Installer {
  const { base, env } = options;
  return {
    name: 'uv',
    install: async ({ folder, requirements, overrides, withoutDependencies }) => {
      const index = await settingsOfPip(base.command, env);
      const step = createStepRunner(requirements, { ...options, env: { ...env, ...index.variables } });
      await step(uv, 'venv', '-q', '--no-project', '-p', base.command, folder);
      const file = join(folder, 'overrides.txt');
      writeFileSync(file, `${overrides.join('\n')}\n`);
      const extra = [
        ...(overrides.length > 0 ? ['--override', file] : []),
        ...(withoutDependencies ? ['--no-deps'] : []),
      ];
      await step(uv, 'pip', 'install', ...index.options, '-p', interpreterOf(folder), ...extra, ...requirements);
    },
  };
}

function pipInstaller(options: InstallerOptions): Installer {
  const { base } = options;
  return {
    name: 'pip',
    install: async ({ folder, requirements, overrides, withoutDependencies }) => {
      const step = createStepRunner(requirements, options);
      await step(base.command, '-m', 'venv', ...(base.pipServesOthers ? ['--without-pip'] : []), folder);
      const [program, ...into] = base.pipServesOthers
        ? ([base.command, ...PIP, '--python', interpreterOf(folder)] as const)
        : ([interpreterOf(folder), ...PIP] as const);
      await step(program, ...into, 'install', ...(withoutDependencies ? ['--no-deps'] : []), ...requirements);
      // pip has no overrides: they are installed afterwards, and replace the releases that the requirements selected.
      if (overrides.length > 0) await step(program, ...into, 'install', '--no-deps', ...overrides);
    },
  };
}

function createStepRunner(requirements: readonly string[], options: InstallerOptions) {
  const { env, progress, timeoutMs = INSTALL_TIMEOUT_MS, signal } = options;
  return async (command: string, ...args: string[]): Promise<void> => {
    const result = await runProgram(command, args, { env, progress, timeoutMs, signal });
    if (!result.ok) throw installError(requirements, result.output);
  };
}
