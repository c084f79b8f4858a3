import { variablesForInstaller } from './child-variables.ts';
import type { NamedSource } from './distribution.ts';
import { folderRevision } from './folder-revision.ts';
import { versionAtCommit } from './ref.ts';

/**
 * The version under which an installed distribution is recorded. Code that is neither a release nor a commit has a suffix:
 * `1.4.61+local`, `1.4.61+0123456789ab.modified`.
 * @param installed its own version, and the commit if it was installed from git
 */
export async function recordedVersion(
  source: NamedSource,
  installed: { readonly version: string; readonly commit?: string | undefined },
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const { version, commit } = installed;
  switch (source.kind) {
    case 'release':
      return source.number;
    case 'git':
      return versionAtCommit(version, commit ?? source.commit);
    case 'wheel':
      return version;
    case 'folder': {
      const revision = await folderRevision(source.path, variablesForInstaller(env));
      if (!revision) return `${version}+local`;
      return versionAtCommit(version, revision.commit) + (revision.modified ? '.modified' : '');
    }
  }
}
