import { existsSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { checkGitRef } from '../config/git-ref.ts';
import type { NamedSource } from './distribution.ts';
import { listRemoteRefs } from './remote-refs.ts';

const RELEASE = /^\d+(\.\d+)+((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?$/;

/**
 * The source that a user names. It is one of:
 * - a folder or wheel: a path that begins with `./`, `../` or `/`;
 * - a release number, such as 1.4.61;
 * - a tag, branch or SHA. Its commit is looked up in the repository. If a tag and a branch have the same name, the tag is used, as in git.
 * @throws ContractError REF_INVALID before any program runs; REFS_TOO_LARGE; REF_UNKNOWN when the repository has no such ref, or there is no such path
 */
export async function resolveRef(ref: string, repository: string, env: NodeJS.ProcessEnv): Promise<NamedSource> {
  if (isPath(ref)) return sourceAtPath(ref);
  checkGitRef(ref);
  if (RELEASE.test(ref)) return { kind: 'release', number: ref };
  const url = repositoryUrl(repository);
  return { kind: 'git', repository: url, commit: await commitOf(ref, url, env) };
}

/** Whether a ref is looked up in a repository: it is neither a path nor a release number. @throws ContractError REF_INVALID */
export function needsRepository(ref: string): boolean {
  if (isPath(ref)) return false;
  checkGitRef(ref);
  return !RELEASE.test(ref);
}

/** The ref of a recorded version: its release number or its commit (see versionAtCommit); undefined when the version contains neither. */
export function refOfVersion(version: string): string | undefined {
  if (RELEASE.test(version)) return version;
  return /(?:^|[+.])([0-9a-f]{12}|[0-9a-f]{40})$/.exec(version)?.[1];
}

/** The version under which results for a commit are recorded: the version of the distribution, with the commit as build metadata. */
export function versionAtCommit(version: string, commit: string): string {
  return `${version}${version.includes('+') ? '.' : '+'}${commit.slice(0, 12)}`;
}

function isPath(ref: string): boolean {
  return /^\.{1,2}([/\\]|$)/.test(ref) || isAbsolute(ref);
}

function sourceAtPath(ref: string): NamedSource {
  const path = resolve(ref);
  if (!existsSync(path)) throw new ContractError('REF_UNKNOWN', `the path ${path}`);
  if (statSync(path).isDirectory()) return { kind: 'folder', path };
  if (path.endsWith('.whl')) return { kind: 'wheel', path };
  throw new ContractError('REF_INVALID', JSON.stringify(ref));
}

async function commitOf(ref: string, url: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (/^[0-9a-f]{40}$/i.test(ref)) return ref.toLowerCase();
  const commits = await listRemoteRefs({ url, pattern: ref }, env);
  const names = [`refs/tags/${ref}^{}`, `refs/tags/${ref}`, `refs/heads/${ref}`, `${ref}^{}`, ref];
  const found = names.map((name) => commits.get(name)).find((commit) => commit !== undefined);
  if (found) return found;
  // A server lists only the commits of tags and branches. pip finds any other commit, also by its abbreviated SHA.
  if (/^[0-9a-f]{7,39}$/i.test(ref)) return ref.toLowerCase();
  throw new ContractError('REF_UNKNOWN', `"${ref}" in ${withoutCredentials(url)}`);
}

/** The URL in the form that pip accepts after `git+`: a path becomes a file: URL, `git@host:path` an ssh: URL. */
export function repositoryUrl(repository: string): string {
  if (/^[a-z][a-z+.-]*:\/\//i.test(repository)) return repository;
  const [, host, path] = /^([\w.-]+@[\w.-]+):(?!\/\/)(.+)$/.exec(repository) ?? [];
  return host ? `ssh://${host}/${path}` : pathToFileURL(resolve(repository)).href;
}
