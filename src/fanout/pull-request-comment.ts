import { z } from 'zod';
import type { GitHub } from './github.ts';
import { TOOL_NAME } from './github-access.ts';
import { type FanOutResult, reportMarkdown } from './report.ts';
import { PAGE_SIZE, parseResponse, readAllPages } from './response.ts';
import { fullName, type Repository } from './target.ts';

const PullRequests = z.array(z.object({ number: z.int(), state: z.string() }));
const Comments = z.array(z.object({ id: z.int(), body: z.string().optional() }));
const WrittenComment = z.object({ id: z.int() });

/** GitHub's limit is 65,536 characters. The margin is for characters that GitHub counts as more than one. */
const MAX_COMMENT_CHARS = 60_000;

/**
 * Reports the result on each open pull request that contains core's commit, in one comment that later fan-outs update.
 * Returns the numbers of these pull requests.
 * @throws ContractError GITHUB_…
 */
export async function commentOnPullRequests(github: GitHub, result: FanOutResult): Promise<number[]> {
  const { repository, sha } = result.core;
  const what = `reading the pull requests of ${sha.slice(0, 12)} in ${fullName(repository)}`;
  const response = github.rest.repos.listPullRequestsAssociatedWithCommit({ ...repository, commit_sha: sha });
  const pullRequests = await parseResponse(what, PullRequests, response);
  const open = pullRequests.filter(({ state }) => state === 'open').map(({ number }) => number);
  for (const number of open)
    await upsertComment(github, repository, { number, marker: 'fan-out', text: reportMarkdown(result) });
  return open;
}

/**
 * Creates or updates the comment on a pull request that begins with the marker. A comment that quotes the marker does not begin with it.
 * @throws ContractError GITHUB_…
 */
export async function upsertComment(
  github: GitHub,
  repository: Repository,
  { number, marker, text }: { readonly number: number; readonly marker: string; readonly text: string },
): Promise<void> {
  const firstLine = hiddenMarker(marker);
  const shortened = text.length > MAX_COMMENT_CHARS ? `${text.slice(0, MAX_COMMENT_CHARS)}\n\n…` : text;
  const body = `${firstLine}\n${shortened}`;
  const existing = await findComment(github, repository, number, firstLine);
  const response = existing
    ? github.rest.issues.updateComment({ ...repository, comment_id: existing, body })
    : github.rest.issues.createComment({ ...repository, issue_number: number, body, request: { retries: 0 } });
  await parseResponse(`writing the comment on #${number} in ${fullName(repository)}`, WrittenComment, response);
}

/** An HTML comment, which GitHub does not display; it must not contain the characters that end it. */
export function hiddenMarker(name: string): string {
  return `<!-- ${TOOL_NAME}: ${name.replaceAll(/[<>\n]|--+/g, '-')} -->`;
}

async function findComment(
  github: GitHub,
  repository: Repository,
  number: number,
  marker: string,
): Promise<number | undefined> {
  const what = `reading the comments on #${number} in ${fullName(repository)}`;
  const list = { ...repository, issue_number: number, per_page: PAGE_SIZE };
  const comments = await readAllPages(what, Comments, (page) => github.rest.issues.listComments({ ...list, page }));
  return comments.find(({ body }) => body?.startsWith(marker))?.id;
}
