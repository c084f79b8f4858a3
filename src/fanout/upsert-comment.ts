import { z } from 'zod';
import { allPages, pageSize } from './all-pages.ts';
import { ask } from './ask.ts';
import type { GitHub } from './github.ts';
import { fullName, type Repository } from './target.ts';

const Comments = z.array(z.object({ id: z.int(), body: z.string().optional() }));
const Written = z.object({ id: z.int() });
/** GitHub takes 65,536 characters; markup may grow a little on its way. */
const longest = 60_000;

/**
 * Creates or updates one comment on a pull request: the one that begins with this invisible marker. A comment that quotes it
 * does not begin with it.
 * @throws ContractError GITHUB_…
 */
export async function upsertComment(
  github: GitHub,
  repository: Repository,
  { number, marker, text }: { readonly number: number; readonly marker: string; readonly text: string },
): Promise<void> {
  const body = `${commentMarker(marker)}\n${text.length > longest ? `${text.slice(0, longest)}\n\n…` : text}`;
  const before = await findComment(github, repository, number, commentMarker(marker));
  const written = before
    ? github.rest.issues.updateComment({ ...repository, comment_id: before, body })
    : github.rest.issues.createComment({ ...repository, issue_number: number, body, request: { retries: 0 } });
  await ask(`writing the comment on #${number} in ${fullName(repository)}`, Written, written);
}

/** An HTML comment must not contain the characters that end it. */
function commentMarker(marker: string): string {
  return `<!-- market-data-contracts: ${marker.replaceAll(/[<>\n]|--+/g, '-')} -->`;
}

async function findComment(
  github: GitHub,
  repository: Repository,
  number: number,
  marker: string,
): Promise<number | undefined> {
  const what = `reading the comments on #${number} in ${fullName(repository)}`;
  const list = { ...repository, issue_number: number, per_page: pageSize };
  const comments = await allPages(what, Comments, (page) => github.rest.issues.listComments({ ...list, page }));
  return comments.find(({ body }) => body?.startsWith(marker))?.id;
}
