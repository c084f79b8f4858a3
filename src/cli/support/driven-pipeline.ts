import type { Config } from '../../config/config.ts';
import { type InstalledPipeline, installPipeline } from '../../pipeline/install.ts';
import { PYTHON_CACHE_FOLDER } from '../../python/environment.ts';
import { defaultPython } from '../../python/interpreter.ts';
import { busDistributions } from '../../wire/install.ts';

/** The folder for the pact of a run with the pipeline itself; `pacts/` has the pact of the reference model. */
export const PIPELINE_PACT_FOLDER = '.cache/pacts';
/** The same for the messages on core's event buses. */
export const WIRE_PACT_FOLDER = '.cache/pacts/wire';

/** The choice of the pipeline and of its core, each a release number, tag, branch, SHA, folder or wheel. */
export interface PipelineChoice {
  readonly pipelineRef: string;
  /** Default: the newest release that the pipeline allows. */
  readonly withCore?: string | undefined;
  /** Also install the dependencies of core's event buses. */
  readonly wire?: boolean;
}

/**
 * Installs the pipeline for the contract tests, and prints the installer's lines on stderr.
 * @throws what `installPipeline` throws
 */
export function installDrivenPipeline(
  { pipelineRef, withCore, wire }: PipelineChoice,
  config: Config,
): Promise<InstalledPipeline> {
  return installPipeline({
    ref: pipelineRef,
    repository: config.PIPELINE_REPOSITORY,
    withCore,
    coreRepository: config.CORE_REPOSITORY,
    ...(wire && { additional: busDistributions }),
    python: config.PIPELINE_PYTHON ?? defaultPython,
    cacheFolder: PYTHON_CACHE_FOLDER,
    env: process.env,
    progress: (line) => console.error(`  ${line}`),
  });
}
