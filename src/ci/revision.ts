import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Config } from '../config/config.ts';

/** What a build is known as: the version (a commit's SHA), its branch, and the page of its CI run. */
export interface Revision {
  readonly version?: string;
  readonly branch?: string;
  readonly buildUrl?: string;
}

/**
 * Version and branch of the checkout: as configured, else GitHub Actions' own, else git's.
 * On a pull request that is the head commit and branch of the request, not GitHub's merge commit.
 */
export function currentRevision(config: Config, cwd = process.cwd()): Revision {
  const detected = config.GITHUB_ACTIONS === 'true' ? fromGitHubActions(config) : fromGit(cwd);
  return present({
    ...detected,
    ...present({ version: config.PIPELINE_VERSION, branch: config.PIPELINE_BRANCH }),
  });
}

function fromGitHubActions(config: Config): Revision {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = config;
  const onBranch = config.GITHUB_REF_TYPE === 'tag' ? undefined : branchName(config.GITHUB_REF_NAME);
  const head = pullRequestHead(config.GITHUB_EVENT_PATH);
  return present({
    version: head?.sha ?? config.GITHUB_SHA,
    branch: fromFork(head, repository) ? head?.label : (config.GITHUB_HEAD_REF ?? onBranch),
    buildUrl: server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined,
  });
}

/**
 * The branch's name; of a merge queue's branch `gh-readonly-queue/<base>/pr-<number>-<sha>` it is `pr-<number>`: the same for each
 * attempt to merge that pull request, and never the base branch, whose head it would become before the merge.
 */
export function branchName<Name extends string | undefined>(ref: Name): Name | string {
  return ref === undefined ? ref : (/^gh-readonly-queue\/.+\/(pr-\d+)-[0-9a-f]+$/.exec(ref)?.[1] ?? ref);
}

/** The side of a pull request that is to be merged, as GitHub's event describes it; `label` is `owner:branch`. */
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

/** A fork's `main` is not our `main`: it goes by its label. */
function fromFork(head: PullRequestHead | undefined, repository: string | undefined): boolean {
  return head?.label !== undefined && head.repo?.full_name !== repository;
}

function fromGit(cwd: string): Revision {
  return present({
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
function present(revision: { [K in keyof Revision]?: string | undefined }): Revision {
  return Object.fromEntries(Object.entries(revision).filter(([, value]) => value !== undefined));
}
