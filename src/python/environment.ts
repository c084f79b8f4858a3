/**
 * Cached virtual environments, each for a set of distributions. The folder's name is a hash of the request and of the Python, so that the
 * same request finds the same folder. An environment is created in a temporary folder, which is renamed when it is complete. So a folder with
 * a final name is always complete. If two processes create the same environment, the second uses that of the first.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { withoutCredentials } from '../config/errors.ts';
import { variablesForInstaller } from './child-variables.ts';
import { type Distribution, identityOf, requirementOf } from './distribution.ts';
import { findInstaller } from './installer.ts';
import { type BasePython, findBasePython, interpreterOf } from './interpreter.ts';
import type { Progress } from './run-program.ts';

export interface EnvironmentRequest {
  readonly distributions: readonly Distribution[];
  /** Distributions that are installed in place of the releases that the others require. */
  readonly overrides?: readonly Distribution[];
  /** Install the distributions without their dependencies: enough to read their files, not to run them. */
  readonly withoutDependencies?: boolean;
}

export interface EnvironmentOptions {
  /** The Python interpreter that creates the environment. */
  readonly python: string;
  /** Every environment is a folder in it. */
  readonly cacheFolder: string;
  /** The variables of this process; the installer receives those that child-variables.ts allows. */
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly installer?: 'uv' | 'pip';
  /** `false`: uv is used only if it is installed already (see installer.ts). */
  readonly bringUv?: boolean;
  /** The limit for each program that installs. */
  readonly timeoutMs?: number;
  /** Ends the installation early; its reason is reported. */
  readonly signal?: AbortSignal;
}

export interface PythonEnvironment {
  readonly folder: string;
  readonly interpreter: string;
  /** True if the environment was in the cache. */
  readonly reused: boolean;
  /** The installer that created it. */
  readonly madeWith: string;
}

/** The default cache folder of the commands of this project. */
export const PYTHON_CACHE_FOLDER = '.cache/python';

/** Holds what an environment was made from; its modification time is the last use. */
export const MARKER = 'environment.json';

/** The number of hash characters in a folder's name. */
const HASH_CHARS = 16;

/**
 * Finds the environment in the cache, or creates it.
 * @throws ContractError PYTHON_NOT_FOUND, PYTHON_TOO_OLD, and what installing throws (see install-failure.ts)
 */
export async function pythonEnvironment(
  request: EnvironmentRequest,
  options: EnvironmentOptions,
): Promise<PythonEnvironment> {
  const env = variablesForInstaller(options.env);
  const base = await findBasePython(options.python, env);
  const folder = join(resolve(options.cacheFolder), folderName(request, base));
  const reused = existsSync(join(folder, MARKER));
  if (!reused) await createEnvironment(folder, request, base, { ...options, env });
  return { folder, interpreter: interpreterOf(folder), reused, madeWith: recordUse(folder) };
}

function folderName(
  { distributions, overrides = [], withoutDependencies = false }: EnvironmentRequest,
  base: BasePython,
): string {
  const dependencyMode = withoutDependencies ? ['without dependencies'] : [];
  const identity = JSON.stringify([
    base.tag,
    distributions.map(identityOf),
    overrides.map(identityOf),
    ...dependencyMode,
  ]);
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, HASH_CHARS);
  return `${distributions[0]?.name ?? 'empty'}-py${base.version}-${hash}`;
}

async function createEnvironment(
  folder: string,
  { distributions, overrides = [], withoutDependencies = false }: EnvironmentRequest,
  base: BasePython,
  options: EnvironmentOptions,
): Promise<void> {
  mkdirSync(resolve(folder, '..'), { recursive: true });
  const installer = await findInstaller({
    ...options,
    base,
    ...(options.installer ? { prefer: options.installer } : {}),
  });
  const requirements = distributions.map(requirementOf);
  options.progress(`installing ${withoutCredentials(requirements.join(' '))} with ${installer.name}`);
  const temporaryFolder = mkdtempSync(`${folder}.making-`);
  try {
    await installer.install({
      folder: temporaryFolder,
      base,
      requirements,
      overrides: overrides.map(requirementOf),
      withoutDependencies,
    });
    writeFileSync(
      join(temporaryFolder, MARKER),
      `${JSON.stringify({ requirements: requirements.map(withoutCredentials), madeWith: installer.name })}\n`,
    );
    publishFolder(temporaryFolder, folder);
  } finally {
    rmSync(temporaryFolder, { recursive: true, force: true });
  }
}

/** Renames the folder to its final name. If another process was first, its environment is used. */
function publishFolder(temporaryFolder: string, folder: string): void {
  try {
    renameSync(temporaryFolder, folder);
  } catch (error) {
    if (!existsSync(join(folder, MARKER))) throw error;
  }
}

/** Marks the environment as used now, so that the clean-up does not delete it. */
function recordUse(folder: string): string {
  const marker = join(folder, MARKER);
  const now = new Date();
  utimesSync(marker, now, now);
  return String(JSON.parse(readFileSync(marker, 'utf8')).madeWith);
}

/** Whether a folder of the cache is an environment that is still being created, or was left behind by a process that ended early. */
export const isUnfinished = (path: string): boolean => /\.making-\w+$/.test(basename(path));
