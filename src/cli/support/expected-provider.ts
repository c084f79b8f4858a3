import { basename } from 'node:path';
import { distributionOf } from '../../config/applications.ts';
import type { Config } from '../../config/config.ts';
import { ContractError } from '../../config/errors.ts';
import { variablesForInstaller } from '../../python/child-variables.ts';
import type { NamedSource } from '../../python/distribution.ts';
import { folderRevision } from '../../python/folder-revision.ts';
import { refOfVersion, versionAtCommit } from '../../python/ref.ts';
import type { ExpectedProvider } from '../../verification/recorded-provider.ts';
import { sourceOf } from './named-distribution.ts';
import type { ProviderChoice } from './start-provider.ts';

/**
 * The provider version that must have recorded the answers: the given version, or a version at the ref. The ref is only looked up; none of
 * its code runs.
 * @throws ContractError USAGE without a version and a ref; REF_INVALID, REF_UNKNOWN
 */
export async function expectedProvider(
  { provider: name, ref, version, kind, withCore, strict }: ProviderChoice,
  config: Config,
): Promise<ExpectedProvider> {
  if (kind || withCore || strict)
    throw new ContractError(
      'USAGE',
      '--core, --with-core and --strict are options of provider:answers and cannot be used with --answers',
    );
  if (version !== undefined) return { name, described: version, isVersion: (given) => given === version };
  if (ref === undefined)
    throw new ContractError(
      'USAGE',
      '--answers requires the version that recorded the answers: --provider-ref or --provider-version',
    );
  return { name, described: ref, isVersion: await versionsOf(await findSource(distributionOf(name), ref, config)) };
}

/** A full SHA is compared without a look-up, so it also works for a provider whose repository is not known. */
async function findSource(distribution: string, ref: string, config: Config): Promise<NamedSource> {
  if (/^[0-9a-f]{40}$/i.test(ref)) return { kind: 'git', repository: '', commit: ref.toLowerCase() };
  return sourceOf(distribution, ref, config);
}

async function versionsOf(source: NamedSource): Promise<ExpectedProvider['isVersion']> {
  switch (source.kind) {
    case 'release':
      return (version) => version === source.number;
    case 'git':
      return (version) => isAtCommit(version, source.commit);
    case 'wheel':
      return (version) => version === /^[^-]+-([^-]+)-/.exec(basename(source.path))?.[1];
    case 'folder': {
      const revision = await folderRevision(source.path, variablesForInstaller(process.env));
      const suffix = revision
        ? versionAtCommit('', revision.commit) + (revision.modified ? '.modified' : '')
        : '+local';
      return (version) => version.endsWith(suffix.slice(1)) && version.length > suffix.length;
    }
  }
}

/** A short SHA that the repository does not list is compared as a prefix. */
function isAtCommit(version: string, commit: string): boolean {
  const refInVersion = refOfVersion(version);
  return (
    refInVersion !== undefined &&
    refInVersion.length >= 12 &&
    (refInVersion.startsWith(commit) || commit.startsWith(refInVersion))
  );
}
