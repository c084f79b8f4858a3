import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ContractError } from '../config/errors.ts';
import { repositoryUrl } from './ref.ts';
import { type ReleasesOptions, versionsIn } from './releases.ts';
import { removeCredentials } from './run-program.ts';

/** A tag of a git repository whose name contains a version: `v1.2.3`, `core-1.2.3`. */
export interface VersionTag {
  readonly name: string;
  /** The version, as PEP 440 writes it. */
  readonly number: string;
  readonly preRelease: boolean;
  readonly commit: string;
}

const LS_REMOTE_TIMEOUT_MS = 60_000;

/**
 * The tags whose names match a pattern of git (`v1.*`) and contain a version, oldest version first; one for each commit.
 * @throws ContractError REF_UNKNOWN when the repository cannot be read
 */
export async function listVersionTags(
  repository: string,
  pattern: string,
  options: ReleasesOptions,
): Promise<VersionTag[]> {
  const commits = await commitsOfTags(repositoryUrl(repository), pattern, options.env);
  const versions = await versionsIn([...commits.keys()], options);
  const tags = versions.map((version) => ({ ...version, commit: commits.get(version.name) ?? '' }));
  return tags.filter((tag, index) => tags.findIndex(({ commit }) => commit === tag.commit) === index);
}

/** Commit by name. An annotated tag has a second line, whose name ends with `^{}` and which has the commit. */
async function commitsOfTags(url: string, pattern: string, env: NodeJS.ProcessEnv): Promise<Map<string, string>> {
  const args = ['ls-remote', '--tags', '--', url, pattern, `${pattern}^{}`];
  try {
    const { stdout } = await promisify(execFile)('git', args, { env, timeout: LS_REMOTE_TIMEOUT_MS });
    const lines = stdout.split('\n').flatMap((line) => {
      const [, commit, name] = /^([0-9a-f]{40})\trefs\/tags\/(.+)$/.exec(line) ?? [];
      return commit && name ? [[name.replace(/\^\{\}$/, ''), commit] as const] : [];
    });
    return new Map(lines);
  } catch (error) {
    const words = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    throw new ContractError('REF_UNKNOWN', removeCredentials(`the tags ${pattern} in ${url}: ${words}`));
  }
}
