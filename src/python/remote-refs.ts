import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { connectionErrorCode } from './install-failure.ts';

const LS_REMOTE_TIMEOUT_MS = 60_000;
/** More than the refs of any repository with a hundred thousand tags. */
export const MAX_REFS_BYTES = 16 * 2 ** 20;

/** A list of refs of a git repository. */
export interface RefsQuery {
  readonly url: string;
  /** As `git ls-remote` matches it, also against the end of a name: `v1.*`. */
  readonly pattern: string;
  readonly tagsOnly?: boolean;
}

/**
 * Commit by full name, as `git ls-remote` lists them. An annotated tag has a second name, which ends with `^{}` and has the commit.
 * @throws ContractError REFS_TOO_LARGE, INDEX_UNREACHABLE, INSTALL_UNAUTHORIZED; REF_UNKNOWN when the repository cannot be read
 */
export async function listRemoteRefs(query: RefsQuery, env: NodeJS.ProcessEnv): Promise<Map<string, string>> {
  const { url, pattern, tagsOnly = false } = query;
  const args = ['ls-remote', ...(tagsOnly ? ['--tags'] : []), '--', url, pattern, `${pattern}^{}`];
  const options = { env, timeout: LS_REMOTE_TIMEOUT_MS, maxBuffer: MAX_REFS_BYTES };
  const { stdout } = await promisify(execFile)('git', args, options).catch((cause) => {
    throw errorOf(cause, query);
  });
  return new Map(
    stdout.split('\n').flatMap((line) => {
      const [, commit, name] = /^([0-9a-f]{40,64})\t(.+)$/.exec(line) ?? [];
      return commit && name ? [[name, commit] as const] : [];
    }),
  );
}

interface GitFailure {
  readonly code?: unknown;
  readonly killed?: boolean;
  readonly stderr?: string;
  readonly message: string;
}

/** Without `cause`: the error of Node contains the command line, and so the credentials in the URL. */
function errorOf(failure: GitFailure, { url, pattern, tagsOnly }: RefsQuery): ContractError {
  const subject = `${tagsOnly ? 'the tags' : 'the refs'} "${pattern}" in ${withoutCredentials(url)}`;
  if (failure.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return new ContractError('REFS_TOO_LARGE', `${subject}: more than ${MAX_REFS_BYTES} bytes (MAX_REFS_BYTES)`);
  if (failure.killed)
    return new ContractError('INDEX_UNREACHABLE', `${subject}: no answer within ${LS_REMOTE_TIMEOUT_MS / 1000} s`);
  const reason = failure.stderr?.trim() || failure.message;
  const code = connectionErrorCode(reason) ?? 'REF_UNKNOWN';
  return new ContractError(code, `${subject}: ${withoutCredentials(reason)}`);
}
