import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { checkGitRef } from '../config/git-ref.ts';
import { ask } from './ask.ts';
import type { GitHub } from './github.ts';
import { fullName, type Repository } from './target.ts';

/** The commit of core that the targets test. */
export interface CoreCommit {
  readonly repository: Repository;
  /** The requested ref: a tag, branch or SHA. */
  readonly ref: string;
  readonly sha: string;
  /** The time by GitHub's own clock: every run that the fan-out starts is younger. */
  readonly seenAt: Date;
}

const sha = z.string().regex(/^[0-9a-f]{40}$/);
/** The SHA alone, as requested; a server that does not support that media type returns the whole commit. */
const Commit = sha.or(z.object({ sha }).transform((commit) => commit.sha));

/**
 * Asks GitHub for the commit behind a tag, branch or SHA of core.
 * @throws ContractError REF_INVALID before any request, CORE_COMMIT_UNKNOWN, GITHUB_…
 */
export async function findCoreCommit(github: GitHub, repository: Repository, ref: string): Promise<CoreCommit> {
  checkGitRef(ref);
  const what = `"${ref}" in ${fullName(repository)}`;
  const answer = github.rest.repos.getCommit({ ...repository, ref, mediaType: { format: 'sha' } });
  const commit = await ask(what, Commit, answer, 'CORE_COMMIT_UNKNOWN').catch((error) =>
    whyNot(github, repository, what, error),
  );
  const { date } = (await answer).headers;
  if (!date) throw new ContractError('GITHUB_RESPONSE_INVALID', `${what}: an answer without a date`);
  return { repository, ref, sha: commit, seenAt: new Date(date) };
}

/** An unknown ref is usually a 422; a 404 may also mean that core itself is not visible to the token. */
async function whyNot(github: GitHub, repository: Repository, what: string, error: ContractError): Promise<never> {
  if (/no commit found/i.test(error.subject)) throw new ContractError('CORE_COMMIT_UNKNOWN', what);
  if (error.code === 'CORE_COMMIT_UNKNOWN')
    await ask(fullName(repository), z.object({}), github.rest.repos.get(repository), 'GITHUB_REPOSITORY_NOT_FOUND');
  throw error;
}
