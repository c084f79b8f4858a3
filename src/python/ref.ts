import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ContractError } from '../config/errors.ts';
import { checkGitRef } from '../config/git-ref.ts';
import type { NamedSource } from './distribution.ts';
import { removeCredentials } from './run-program.ts';

const RELEASE = /^\d+(\.\d+)+((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?$/;
const LS_REMOTE_TIMEOUT_MS = 60_000;

/**
 * The source that a user names: a folder or wheel (a path that begins with `./`, `../` or `/`), a release number (1.4.61), else a
 * tag, branch or SHA, whose commit is looked up in the repository (a branch moves; a tag is preferred to a branch of the same
 * name, as in git).
 * @throws ContractError REF_INVALID before any program runs; REF_UNKNOWN when the repository has no such ref, or there is no such path
 */
export async function resolveRef(ref: string, repository: string, env: NodeJS.ProcessEnv): Promise<NamedSource> {
  if (isPath(ref)) return sourceAtPath(ref);
  checkGitRef(ref);
  if (RELEASE.test(ref)) return { kind: 'release', number: ref };
  const url = repositoryUrl(repository);
  return { kind: 'git', repository: url, commit: await commitOf(ref, url, env) };
}

/** The ref of a recorded version: its release number or its commit (see versionAtCommit); undefined when the version contains neither. */
export function refOfVersion(version: string): string | undefined {
  if (RELEASE.test(version)) return version;
  return /(?:^|[+.])([0-9a-f]{12}|[0-9a-f]{40})$/.exec(version)?.[1];
}

/** One version for each commit: the version of the distribution, with the commit as build metadata. */
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
  const commits = await remoteRefs(ref, url, env);
  const names = [`refs/tags/${ref}^{}`, `refs/tags/${ref}`, `refs/heads/${ref}`, `${ref}^{}`, ref];
  const found = names.map((name) => commits.get(name)).find((commit) => commit !== undefined);
  if (found) return found;
  if (/^[0-9a-f]{7,39}$/i.test(ref)) return ref.toLowerCase();
  throw new ContractError('REF_UNKNOWN', `"${ref}" in ${removeCredentials(url)}`);
}

/** Name → commit of the matching refs of the remote. `git ls-remote` also matches the end of a name. */
async function remoteRefs(ref: string, url: string, env: NodeJS.ProcessEnv): Promise<Map<string, string>> {
  try {
    const options = { env, timeout: LS_REMOTE_TIMEOUT_MS, encoding: 'utf8' } as const;
    const { stdout } = await promisify(execFile)('git', ['ls-remote', '--', url, ref, `${ref}^{}`], options);
    const pairs = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t'));
    return new Map(pairs.map(([commit = '', name = '']) => [name, commit]));
  } catch (error) {
    const words = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    throw new ContractError('REF_UNKNOWN', removeCredentials(`"${ref}" in ${url}: ${words}`));
  }
}

/** The URL in the form that pip accepts after `git+`: a path becomes a file: URL, `git@host:path` an ssh: URL. */
export function repositoryUrl(repository: string): string {
  if (/^[a-z][a-z+.-]*:\/\//i.test(repository)) return repository;
  const [, host, path] = /^([\w.-]+@[\w.-]+):(?!\/\/)(.+)$/.exec(repository) ?? [];
  return host ? `ssh://${host}/${path}` : pathToFileURL(resolve(repository)).href;
}
