import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { checkGitRef } from '../config/git-ref.ts';
import type { GitHub } from './github.ts';
import { parseResponse } from './response.ts';
import { fullName, type Repository } from './target.ts';

/** The commit of core that the targets test. */
export interface CoreCommit {
  readonly repository: Repository;
  /** The requested ref: a tag, branch or SHA. */
  readonly ref: string;
  readonly sha: string;
  /** When the commit was looked up, by GitHub's clock: every run that the fan-out starts is created later. */
  readonly lookedUpAt: Date;
}

const sha = z.string().regex(/^[0-9a-f]{40}$/);
/** The response to the media type `sha` is the plain SHA; a server that does not support this type returns the whole commit. */
const Commit = sha.or(z.object({ sha }).transform((commit) => commit.sha));

/**
 * The commit of core at a tag, branch or SHA.
 * @throws ContractError REF_INVALID before any request, CORE_COMMIT_UNKNOWN, GITHUB_…
 */
export async function findCoreCommit(github: GitHub, repository: Repository, ref: string): Promise<CoreCommit> {
  checkGitRef(ref);
  const what = `"${ref}" in ${fullName(repository)}`;
  const response = github.rest.repos.getCommit({ ...repository, ref, mediaType: { format: 'sha' } });
  const commit = await parseResponse(what, Commit, response, 'CORE_COMMIT_UNKNOWN').catch((error) =>
    throwLookupError(github, repository, what, error),
  );
  const { date } = (await response).headers;
  if (!date) throw new ContractError('GITHUB_RESPONSE_INVALID', `${what}: the response has no Date header`);
  return { repository, ref, sha: commit, lookedUpAt: new Date(date) };
}

/** GitHub usually responds to an unknown ref with 422; a 404 may also mean that core itself is not visible to the token. */
async function throwLookupError(
  github: GitHub,
  repository: Repository,
  what: string,
  error: ContractError,
): Promise<never> {
  if (/no commit found/i.test(error.subject)) throw new ContractError('CORE_COMMIT_UNKNOWN', what);
  if (error.code === 'CORE_COMMIT_UNKNOWN')
    await parseResponse(
      fullName(repository),
      z.object({}),
      github.rest.repos.get(repository),
      'GITHUB_REPOSITORY_NOT_FOUND',
    );
  throw error;
}
