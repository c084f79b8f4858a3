import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ContractError } from '../config/errors.ts';
import { checkGitRef } from '../config/git-ref.ts';
import { removeCredentials } from '../python/run-program.ts';

/** A core to install: a release from the package index, or a commit from core's git repository. */
export type CoreRef =
  | { readonly kind: 'release'; readonly number: string }
  | { readonly kind: 'git'; readonly repository: string; readonly commit: string };

const release = /^\d+(\.\d+)+((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?$/;

/**
 * Resolves a `--core-ref`: a release number (1.4.61), else a tag, branch or SHA, whose commit is looked up in the repository
 * (a branch moves; a tag is preferred to a branch of the same name, as in git).
 * @throws ContractError CORE_REF_INVALID before any program runs, CORE_REF_UNKNOWN when the repository has no such ref
 */
export async function resolveCoreRef(ref: string, repository: string, env: NodeJS.ProcessEnv): Promise<CoreRef> {
  checkGitRef(ref);
  if (release.test(ref)) return { kind: 'release', number: ref };
  const url = repositoryUrl(repository);
  return { kind: 'git', repository: url, commit: await commitOf(ref, url, env) };
}

/** The ref of a recorded version: its release number or its commit (see versionAtCommit); undefined when the version contains neither. */
export function refOfVersion(version: string): string | undefined {
  if (release.test(version)) return version;
  return /(?:^|[+.])([0-9a-f]{12}|[0-9a-f]{40})$/.exec(version)?.[1];
}

async function commitOf(ref: string, url: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (/^[0-9a-f]{40}$/i.test(ref)) return ref.toLowerCase();
  const commits = await remoteRefs(ref, url, env);
  const names = [`refs/tags/${ref}^{}`, `refs/tags/${ref}`, `refs/heads/${ref}`, `${ref}^{}`, ref];
  const found = names.map((name) => commits.get(name)).find((commit) => commit !== undefined);
  if (found) return found;
  if (/^[0-9a-f]{7,39}$/i.test(ref)) return ref.toLowerCase();
  throw new ContractError('CORE_REF_UNKNOWN', `"${ref}"`);
}

/** Name → commit of the matching refs of the remote. `git ls-remote` also matches the end of a name. */
async function remoteRefs(ref: string, url: string, env: NodeJS.ProcessEnv): Promise<Map<string, string>> {
  try {
    const options = { env, timeout: 60_000, encoding: 'utf8' } as const;
    const { stdout } = await promisify(execFile)('git', ['ls-remote', '--', url, ref, `${ref}^{}`], options);
    const pairs = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t'));
    return new Map(pairs.map(([commit = '', name = '']) => [name, commit]));
  } catch (error) {
    const words = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    throw new ContractError('CORE_REF_UNKNOWN', removeCredentials(`"${ref}": ${words}`));
  }
}

/** The URL in the form that pip accepts after `git+`: a path becomes a file: URL, `git@host:path` an ssh: URL. */
function repositoryUrl(repository: string): string {
  if (/^[a-z][a-z+.-]*:\/\//i.test(repository)) return repository;
  const [, host, path] = /^([\w.-]+@[\w.-]+):(?!\/\/)(.+)$/.exec(repository) ?? [];
  return host ? `ssh://${host}/${path}` : pathToFileURL(resolve(repository)).href;
}
