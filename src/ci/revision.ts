import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Config } from '../config/config.ts';

/** The version of a build (a commit's SHA), its branch, and the URL of its CI run. */
export interface Revision {
  readonly version?: string;
  readonly branch?: string;
  readonly buildUrl?: string;
}

/**
 * The version and branch of the checkout: as configured, otherwise from GitHub Actions, otherwise from git.
 * On a pull request they are the head commit and head branch, not GitHub's merge commit.
 */
export function currentRevision(config: Config, cwd = process.cwd()): Revision {
  const detected = config.GITHUB_ACTIONS === 'true' ? fromGitHubActions(config) : fromGit(cwd);
  return withoutUndefined({
    ...detected,
    ...withoutUndefined({ version: config.PACT_CONSUMER_VERSION, branch: config.PACT_CONSUMER_BRANCH }),
  });
}

function fromGitHubActions(config: Config): Revision {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = config;
  const onBranch = config.GITHUB_REF_TYPE === 'tag' ? undefined : branchName(config.GITHUB_REF_NAME);
  const head = pullRequestHead(config.GITHUB_EVENT_PATH);
  return withoutUndefined({
    version: head?.sha ?? config.GITHUB_SHA,
    branch: isFromFork(head, repository) ? head?.label : (config.GITHUB_HEAD_REF ?? onBranch),
    buildUrl: server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined,
  });
}

/**
 * The name of the branch. For a merge queue's branch `gh-readonly-queue/<base>/pr-<number>-<sha>` it is `pr-<number>`: the same for each
 * attempt to merge that pull request. It is not the base branch, whose head the version would become before the merge.
 */
export function branchName<Name extends string | undefined>(ref: Name): Name | string {
  return ref === undefined ? ref : (/^gh-readonly-queue\/.+\/(pr-\d+)-[0-9a-f]+$/.exec(ref)?.[1] ?? ref);
}

/** The head of a pull request in GitHub's event. `label` is `owner:branch`. */
interface PullRequestHead {
  readonly sha?: string;
  readonly label?: string;
  readonly repo?: { readonly full_name?: string } | null;
}

function pullRequestHead(eventPath: string | undefined): PullRequestHead | undefined {
  if (!eventPath) return undefined;
  try {
    return JSON.parse(readFileSync(eventPath, 'utf8')).pull_request?.head;
  } catch {
    return undefined;
  }
}

/** The branch of a fork is named by its label, because its `main` is not the `main` of this repository. */
function isFromFork(head: PullRequestHead | undefined, repository: string | undefined): boolean {
  return head?.label !== undefined && head.repo?.full_name !== repository;
}

function fromGit(cwd: string): Revision {
  return withoutUndefined({
    version: git(cwd, 'rev-parse', 'HEAD'),
    branch: git(cwd, 'symbolic-ref', '--short', 'HEAD'),
  });
}

function git(cwd: string, ...args: string[]): string | undefined {
  try {
    return (
      execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}

/** The same object without its undefined members. */
function withoutUndefined(revision: { [K in keyof Revision]?: string | undefined }): Revision {
  return Object.fromEntries(Object.entries(revision).filter(([, value]) => value !== undefined));
}
