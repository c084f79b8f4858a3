import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { checkGitRef } from '../config/git-ref.ts';
import { ask } from './ask.ts';
import type { GitHub } from './github.ts';
import { fullName, type Repository } from './target.ts';

/** The commit of core that everyone is told of. */
export interface CoreCommit {
  readonly repository: Repository;
  /** As it was asked for: a tag, branch or SHA. */
  readonly ref: string;
  readonly sha: string;
  /** When GitHub's own clock said so: every run that the fan-out starts is younger. */
  readonly seenAt: Date;
}

const sha = z.string().regex(/^[0-9a-f]{40}$/);
/** The bare SHA, as asked for; a server that does not know how to say it so gives the whole commit. */
const Commit = sha.or(z.object({ sha }).transform((commit) => commit.sha));

/**
 * Asks GitHub for the commit behind a tag, branch or SHA of core.
 * @throws ContractError CORE_REF_INVALID before anything is asked, CORE_COMMIT_UNKNOWN, GITHUB_…
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

/** A ref that is unknown is mostly a 422; a 404 may also mean that core itself is hidden from the token. */
async function whyNot(github: GitHub, repository: Repository, what: string, error: ContractError): Promise<never> {
  if (/no commit found/i.test(error.subject)) throw new ContractError('CORE_COMMIT_UNKNOWN', what);
  if (error.code === 'CORE_COMMIT_UNKNOWN')
    await ask(fullName(repository), z.object({}), github.rest.repos.get(repository), 'GITHUB_REPOSITORY_NOT_FOUND');
  throw error;
}
