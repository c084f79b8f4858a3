import { basename, isAbsolute, resolve } from 'node:path';
import { distributionOf, normalizeName } from '../../config/applications.ts';
import type { Config } from '../../config/config.ts';
import { ContractError, withoutCredentials } from '../../config/errors.ts';
import { variablesForInstaller } from '../../python/child-variables.ts';
import type { Distribution, NamedSource } from '../../python/distribution.ts';
import { defaultPython } from '../../python/interpreter.ts';
import { needsRepository, resolveRef } from '../../python/ref.ts';
import { readProjectName } from '../../python/releases.ts';

/** The git repositories that are known by the name of their distribution. */
export function repositoryOf(name: string, config: Config): string | undefined {
  const repositories: Readonly<Record<string, string | undefined>> = {
    'market-data-core': config.CORE_REPOSITORY,
    'market-data-pipeline': config.PIPELINE_REPOSITORY,
    'market-data-store': config.STORE_REPOSITORY,
    ...config.PYTHON_REPOSITORIES,
  };
  return Object.hasOwn(repositories, name) ? repositories[name] : undefined;
}

/**
 * The distribution that an option names: `name==release`, `name@git-ref`, a folder (`./consumer`) or a wheel.
 * @throws ContractError USAGE, REF_INVALID, REF_UNKNOWN
 */
export async function namedDistribution(option: string, value: string, config: Config): Promise<Distribution> {
  if (/^\.{1,2}([/\\]|$)/.test(value) || isAbsolute(value)) return distributionAt(option, value);
  const [, name = '', separator, ref = ''] = /^([A-Za-z0-9][\w.-]*?)(==|@)(.+)$/.exec(value) ?? [];
  if (!separator)
    throw new ContractError(
      'USAGE',
      `--${option} is name==release, name@git-ref, a folder or a wheel, not ${withoutCredentials(value)}`,
    );
  const distribution = distributionOf(name);
  if (separator === '==') return { name: distribution, source: { kind: 'release', number: ref.replace(/^v/, '') } };
  return { name: distribution, source: await sourceOf(distribution, ref, config) };
}

/**
 * The source of a distribution that is known by name: a release, git ref, folder or wheel.
 * @param repository of its git refs
 * @throws ContractError REF_INVALID; REF_UNKNOWN, also for a git ref when the repository is not known
 */
export async function sourceOf(
  name: string,
  ref: string,
  config: Config,
  repository = repositoryOf(normalizeName(name), config),
): Promise<NamedSource> {
  if (repository === undefined && needsRepository(ref))
    throw new ContractError('REF_UNKNOWN', `${ref}: the git repository of ${name} is not known, and it`);
  return resolveRef(ref, repository ?? '', variablesForInstaller(process.env));
}

async function distributionAt(option: string, value: string): Promise<Distribution> {
  const source = await resolveRef(value, '', variablesForInstaller(process.env));
  const path = resolve(value);
  const name =
    source.kind === 'wheel'
      ? basename(path).split('-')[0]
      : await readProjectName(path, { python: defaultPython, env: process.env });
  if (!name)
    throw new ContractError('USAGE', `--${option} ${value}: its files do not give it a name; write name@${value}`);
  return { name: normalizeName(name), source };
}
