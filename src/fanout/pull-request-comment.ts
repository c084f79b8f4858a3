import { z } from 'zod';
import { ask } from './ask.ts';
import type { GitHub } from './github.ts';
import { type FanOutResult, reportMarkdown } from './report.ts';
import { fullName } from './target.ts';
import { upsertComment } from './upsert-comment.ts';

const Pulls = z.array(z.object({ number: z.int(), state: z.string() }));

/**
 * Reports the result on each open pull request that contains core's commit, in one comment that later fan-outs update.
 * Returns the numbers of these pull requests.
 * @throws ContractError GITHUB_…
 */
export async function commentOnPullRequests(github: GitHub, result: FanOutResult): Promise<number[]> {
  const { repository, sha } = result.core;
  const what = `reading the pull requests of ${sha.slice(0, 12)} in ${fullName(repository)}`;
  const answer = github.rest.repos.listPullRequestsAssociatedWithCommit({ ...repository, commit_sha: sha });
  const open = (await ask(what, Pulls, answer)).filter(({ state }) => state === 'open').map(({ number }) => number);
  for (const number of open)
    await upsertComment(github, repository, { number, marker: 'fan-out', text: reportMarkdown(result) });
  return open;
}
