import { z } from 'zod';
import { allPages, pageSize } from '../all-pages.ts';
import { ask } from '../ask.ts';
import type { GitHub } from '../github.ts';
import { fullName, type Repository } from '../target.ts';
import type { TokenCheck } from './check-token.ts';
import { exitCodeOf } from './finding.ts';
import { type Repair, tokenMarkdown } from './token-report.ts';

/** Invisible first line that identifies the issue. */
const marker = '<!-- market-data-contracts: token -->';
const title = 'The token of the fan-out (REPO_TOKEN) needs attention';

const Issues = z.array(z.object({ number: z.int(), body: z.string().nullish(), pull_request: z.unknown().optional() }));
const Written = z.object({ number: z.int(), html_url: z.string() });

/** What was done with the issue. */
export interface IssueNews {
  readonly did: 'opened' | 'updated' | 'closed' | 'left as it is' | 'needed none' | `not kept: ${string}`;
  readonly url?: string;
}

/**
 * Maintains one issue while the token needs attention: opens it, updates it in place, closes it when there is no problem. When
 * something could not be determined, the issue is not changed.
 * @throws ContractError GITHUB_…
 */
export async function upsertTokenIssue(
  github: GitHub,
  home: Repository,
  check: TokenCheck,
  repair: Repair,
): Promise<IssueNews> {
  const verdict = exitCodeOf(check.findings);
  if (verdict === 2) return { did: 'left as it is' };
  const before = await findIssue(github, home);
  const body = `${marker}\n${tokenMarkdown(check, repair)}`;
  if (verdict === 1 && before?.body === body) return { did: 'left as it is' };
  if (verdict === 1)
    return before ? update(github, home, before.number, { body }, 'updated') : open(github, home, body);
  if (!before) return { did: 'needed none' };
  return update(github, home, before.number, { state: 'closed', state_reason: 'completed' }, 'closed');
}

async function findIssue(github: GitHub, home: Repository) {
  const list = { ...home, state: 'open', per_page: pageSize } as const;
  const issues = await allPages(`reading the issues in ${fullName(home)}`, Issues, (page) =>
    github.rest.issues.listForRepo({ ...list, page }),
  );
  return issues.find(({ body, pull_request }) => !pull_request && body?.startsWith(marker));
}

async function open(github: GitHub, home: Repository, body: string): Promise<IssueNews> {
  const answer = github.rest.issues.create({ ...home, title, body, request: { retries: 0 } });
  return { did: 'opened', url: (await ask(`opening an issue in ${fullName(home)}`, Written, answer)).html_url };
}

async function update(
  github: GitHub,
  home: Repository,
  issue_number: number,
  change: { body: string } | { state: 'closed'; state_reason: 'completed' },
  did: 'updated' | 'closed',
): Promise<IssueNews> {
  const answer = github.rest.issues.update({ ...home, issue_number, ...change });
  return { did, url: (await ask(`changing issue #${issue_number} in ${fullName(home)}`, Written, answer)).html_url };
}
