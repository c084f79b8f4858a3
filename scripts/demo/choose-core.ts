/**
 * Chooses the core that the demo verifies: the newest release on the package index if a Python >= 3.11 and an index are available, else the
 * reference model, with the reason.
 */
import { ContractError } from '../../src/config/errors.ts';
import { installCore } from '../../src/provider/install.ts';
import type { CoreChoice, CoreOptions } from '../../src/provider/start-core.ts';
import { variablesForInstaller } from '../../src/python/child-variables.ts';
import { defaultPython, findBasePython } from '../../src/python/interpreter.ts';
import { findNewestRelease } from '../../src/python/newest-release.ts';
import { limitDownloads } from './download-limit.ts';

export type ChosenCore =
  | { readonly kind: 'release'; readonly number: string; readonly python: string }
  | { readonly kind: 'interpreter'; readonly python: string }
  | { readonly kind: 'reference'; readonly reason: string };

export interface CoreSearch extends CoreOptions {
  /** `--reference`: use the reference model, without searching for a release. */
  readonly reference: boolean;
  /** CORE_PYTHON: an interpreter with core installed. */
  readonly interpreter?: string | undefined;
  /** The commands that are tried as Python, in this order. */
  readonly pythons?: readonly string[];
  readonly findLimitMs?: number;
  readonly installLimitMs?: number;
  readonly maxDownloadBytes?: number;
}

/** The time limit for finding a Python, an index and the newest release, all together. */
export const FIND_LIMIT_MS = 20_000;
/** The time limit for installing the release that was found. */
export const INSTALL_LIMIT_MS = 180_000;

const PYTHONS = [defaultPython, 'python3.14', 'python3.13', 'python3.12', 'python3.11'];

/** Finds and installs the core. If a step fails, its error is the reason for using the reference model. */
export async function chooseCore({ reference, interpreter, ...options }: CoreSearch): Promise<ChosenCore> {
  if (reference) return { kind: 'reference', reason: '--reference is given' };
  if (interpreter) return { kind: 'interpreter', python: interpreter };
  try {
    const { python, number } = await findRelease(options);
    await installRelease(number, python, options);
    return { kind: 'release', number, python };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return { kind: 'reference', reason: error.message.split('\n', 1).join() };
  }
}

/** Installs a release of core, with the limits of the demo. @throws ContractError INSTALL_FAILED, or an error of `installCore` */
export async function installRelease(ref: string, python: string, options: InstallLimits): Promise<void> {
  const { installLimitMs: timeoutMs = INSTALL_LIMIT_MS, maxDownloadBytes } = options;
  const { signal, progress } = limitDownloads(maxDownloadBytes);
  try {
    await installCore({ ...options, ref, python, timeoutMs, bringUv: false, signal, progress });
  } catch (cause) {
    if (!signal.aborted) throw cause;
    throw new ContractError('INSTALL_FAILED', `market-data-core ${ref}: ${signal.reason}`, { cause });
  }
}

type InstallLimits = CoreOptions & Pick<CoreSearch, 'installLimitMs' | 'maxDownloadBytes'>;
type SearchOptions = Pick<CoreSearch, 'env' | 'pythons' | 'findLimitMs'>;

async function findRelease(options: SearchOptions): Promise<{ python: string; number: string }> {
  const { env, pythons = PYTHONS, findLimitMs = FIND_LIMIT_MS } = options;
  const end = performance.now() + findLimitMs;
  const msLeft = () => Math.max(end - performance.now(), 1);
  const python = await findPython(pythons, env, msLeft);
  return { python, number: await findNewestRelease('market-data-core', { python, env, timeoutMs: msLeft() }) };
}

/** The first of these commands that is new enough; if none is, the error of the first one is thrown. */
async function findPython(commands: readonly string[], env: NodeJS.ProcessEnv, msLeft: () => number): Promise<string> {
  let firstError: unknown;
  for (const command of commands) {
    try {
      return (await findBasePython(command, variablesForInstaller(env), msLeft())).command;
    } catch (error) {
      firstError ??= error;
    }
  }
  throw firstError;
}

/** The options that start the chosen core. A release is already installed. */
export function coreChoice(core: ChosenCore): CoreChoice {
  switch (core.kind) {
    case 'release':
      return { ref: core.number, python: core.python };
    case 'interpreter':
      return { python: core.python };
    case 'reference':
      return { core: 'reference' };
  }
}

/** The chosen core, for the first line of the output. */
export function describeCore(core: ChosenCore): string {
  switch (core.kind) {
    case 'release':
      return `market-data-core ${core.number}, the newest release on the package index`;
    case 'interpreter':
      return `market-data-core in ${core.python}, which CORE_PYTHON names`;
    case 'reference':
      return `reference model, because: ${core.reason}`;
  }
}
