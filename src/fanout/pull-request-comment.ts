import { z } from 'zod';
import { ask } from './ask.ts';
import type { GitHub } from './github.ts';
import { type FanOutResult, reportMarkdown } from './report.ts';
import { fullName, type Repository } from './target.ts';

/** Invisible first line by which a later fan-out finds its comment again; one that merely quotes it does not begin with it. */
const marker = '<!-- market-data-contracts: fan-out -->';

const Pulls = z.array(z.object({ number: z.int(), state: z.string() }));
const Comments = z.array(z.object({ id: z.int(), body: z.string().optional() }));
const Written = z.object({ id: z.int() });

/**
 * Says the result on each open pull request that holds core's commit, in one comment that every further fan-out updates.
 * Gives the numbers of these pull requests.
 * @throws ContractError GITHUB_…
 */
export async function commentOnPullRequests(github: GitHub, result: FanOutResult): Promise<number[]> {
  const { repository, sha } = result.core;
  const what = `reading the pull requests of ${sha.slice(0, 12)} in ${fullName(repository)}`;
  const answer = github.rest.repos.listPullRequestsAssociatedWithCommit({ ...repository, commit_sha: sha });
  const open = (await ask(what, Pulls, answer)).filter(({ state }) => state === 'open').map(({ number }) => number);
  for (const number of open) await comment(github, repository, number, `${marker}\n${reportMarkdown(result)}`);
  return open;
}

async function comment(github: GitHub, repository: Repository, number: number, body: string): Promise<void> {
  const what = `writing the comment on #${number} in ${fullName(repository)}`;
  const before = await findComment(github, repository, number);
  const written = before
    ? github.rest.issues.updateComment({ ...repository, comment_id: before, body })
    : github.rest.issues.createComment({ ...repository, issue_number: number, body, request: { retries: 0 } });
  await ask(what, Written, written);
}

async function findComment(github: GitHub, repository: Repository, number: number): Promise<number | undefined> {
  const pages = github.paginate(github.rest.issues.listComments, {
    ...repository,
    issue_number: number,
    per_page: 100,
  });
  const comments = await ask(
    `reading the comments on #${number} in ${fullName(repository)}`,
    Comments,
    pages.then((data) => ({ data })),
  );
  return comments.find(({ body }) => body?.startsWith(marker))?.id;
}
