import { variablesForInstaller } from '../python/child-variables.ts';
import type { Distribution, NamedSource } from '../python/distribution.ts';
import { type EnvironmentOptions, pythonEnvironment } from '../python/environment.ts';
import { folderRevision } from '../python/folder-revision.ts';
import { resolveRef } from '../python/ref.ts';

export interface PipelineInstallOptions extends EnvironmentOptions {
  /** A release number, tag, branch, SHA, folder or wheel. */
  readonly ref: string;
  /** URL or path of the pipeline's git repository. */
  readonly repository: string;
  /** The core to install, in one of these forms; default: the newest release that the pipeline allows. */
  readonly withCore?: string | undefined;
  /** URL or path of core's git repository. */
  readonly coreRepository: string;
  /** Additional distributions to install. */
  readonly additional?: readonly Distribution[];
}

export interface InstalledPipeline {
  /** The interpreter of its virtual environment. */
  readonly interpreter: string;
  /** The commit of a folder or git ref. */
  readonly commit?: string;
  /** True when the folder differs from its commit. */
  readonly modified?: true;
}

/**
 * Installs the pipeline in a virtual environment, or finds the cached one. `withCore` is installed over the
 * pipeline's own requirement.
 * @throws ContractError REF_INVALID, REF_UNKNOWN, and what `pythonEnvironment` throws
 */
export async function installPipeline(options: PipelineInstallOptions): Promise<InstalledPipeline> {
  const env = variablesForInstaller(options.env);
  const source = await resolveRef(options.ref, options.repository, env);
  const core = options.withCore && (await resolveRef(options.withCore, options.coreRepository, env));
  const { interpreter } = await pythonEnvironment(
    {
      distributions: [{ name: 'market-data-pipeline', source }, ...(options.additional ?? [])],
      overrides: core ? [{ name: 'market-data-core', source: core }] : [],
    },
    options,
  );
  return { interpreter, ...(await revisionOf(source, env)) };
}

async function revisionOf(
  source: NamedSource,
  env: NodeJS.ProcessEnv,
): Promise<Pick<InstalledPipeline, 'commit' | 'modified'>> {
  if (source.kind === 'git') return { commit: source.commit };
  if (source.kind !== 'folder') return {};
  const { commit, modified } = (await folderRevision(source.path, env)) ?? {};
  return { ...(commit && { commit }), ...(modified && { modified }) };
}
