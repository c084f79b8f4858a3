import { z } from 'zod';
import type { GitHub } from '../github.ts';
import { hiddenMarker } from '../pull-request-comment.ts';
import { PAGE_SIZE, parseResponse, readAllPages } from '../response.ts';
import { fullName, type Repository } from '../target.ts';
import type { TokenCheck } from './check-token.ts';
import { tokenExitCode } from './finding.ts';
import { type RepairOptions, tokenMarkdown } from './token-report.ts';

/** The first line of the issue, which identifies it. */
const marker = hiddenMarker('token');
const title = 'The token of the fan-out (REPO_TOKEN) needs attention';

const Issues = z.array(z.object({ number: z.int(), body: z.string().nullish(), pull_request: z.unknown().optional() }));
const WrittenIssue = z.object({ number: z.int(), html_url: z.string() });

/** What was done with the issue. */
export interface IssueResult {
  readonly action: 'opened' | 'updated' | 'closed' | 'unchanged' | 'not needed' | `failed: ${string}`;
  readonly url?: string;
}

/**
 * Keeps one issue open while the token needs attention: opens, updates and closes it. When a finding is unknown, the issue is not changed.
 * @throws ContractError GITHUB_…
 */
export async function upsertTokenIssue(
  github: GitHub,
  home: Repository,
  check: TokenCheck,
  repair: RepairOptions,
): Promise<IssueResult> {
  const verdict = tokenExitCode(check.findings);
  if (verdict === 2) return { action: 'unchanged' };
  const existing = await findIssue(github, home);
  const body = `${marker}\n${tokenMarkdown(check, repair)}`;
  if (verdict === 1 && existing?.body === body) return { action: 'unchanged' };
  if (verdict === 1)
    return existing
      ? updateTokenIssue(github, home, existing.number, { body }, 'updated')
      : openIssue(github, home, body);
  if (!existing) return { action: 'not needed' };
  return updateTokenIssue(github, home, existing.number, { state: 'closed', state_reason: 'completed' }, 'closed');
}

async function findIssue(github: GitHub, home: Repository) {
  const list = { ...home, state: 'open', per_page: PAGE_SIZE } as const;
  const issues = await readAllPages(`reading the issues in ${fullName(home)}`, Issues, (page) =>
    github.rest.issues.listForRepo({ ...list, page }),
  );
  return issues.find(({ body, pull_request }) => !pull_request && body?.startsWith(marker));
}

async function openIssue(github: GitHub, home: Repository, body: string): Promise<IssueResult> {
  const response = github.rest.issues.create({ ...home, title, body, request: { retries: 0 } });
  return {
    action: 'opened',
    url: (await parseResponse(`opening an issue in ${fullName(home)}`, WrittenIssue, response)).html_url,
  };
}

async function updateTokenIssue(
  github: GitHub,
  home: Repository,
  issue_number: number,
  change: { body: string } | { state: 'closed'; state_reason: 'completed' },
  action: 'updated' | 'closed',
): Promise<IssueResult> {
  const response = github.rest.issues.update({ ...home, issue_number, ...change });
  return {
    action,
    url: (await parseResponse(`changing issue #${issue_number} in ${fullName(home)}`, WrittenIssue, response)).html_url,
  };
}
