import { repositoryUrl } from './ref.ts';
import { type ReleasesOptions, versionsIn } from './releases.ts';
import { listRemoteRefs } from './remote-refs.ts';

/** A tag of a git repository whose name contains a version: `v1.2.3`, `core-1.2.3`. */
export interface VersionTag {
  readonly name: string;
  /** The version, as PEP 440 writes it. */
  readonly number: string;
  readonly preRelease: boolean;
  readonly commit: string;
}

/**
 * The tags whose names match a pattern of git (`v1.*`) and contain a version, oldest version first; one for each commit.
 * @throws ContractError REFS_TOO_LARGE, REF_UNKNOWN when the repository cannot be read
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

/** Commit by the name of the tag. */
async function commitsOfTags(url: string, pattern: string, env: NodeJS.ProcessEnv): Promise<Map<string, string>> {
  const refs = await listRemoteRefs({ url, pattern, tagsOnly: true }, env);
  return new Map([...refs].map(([name, commit]) => [name.replace(/^refs\/tags\//, '').replace(/\^\{\}$/, ''), commit]));
}
