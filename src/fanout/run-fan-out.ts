import type { ContractError } from '../config/errors.ts';
import { CommitStatuses } from './commit-statuses.ts';
import { type CoreCommit, findCoreCommit } from './core-commit.ts';
import { type FanOutOptions, fanOut } from './fan-out.ts';
import type { GitHub } from './github.ts';
import { toContractError } from './github-error.ts';
import { cancelledOutcome, type Outcome } from './outcome.ts';
import { commentOnPullRequests } from './pull-request-comment.ts';
import type { FanOutResult } from './report.ts';
import { type FanOutPlan, fullName, type Target } from './target.ts';

export interface FanOutRun extends FanOutOptions {
  /** The connection that starts the targets' workflows. */
  readonly github: GitHub;
  /** The connection that reads core and writes to its commits and pull requests; may be the same. */
  readonly coreGitHub: GitHub;
  readonly plan: FanOutPlan;
  readonly coreRef: string;
  /** Unique to this fan-out. */
  readonly id: string;
  /** Whether to report the verdicts on core's commit and its pull requests; without `poll` there are none to report. */
  readonly report: boolean;
  /** URL of the page of the fan-out's own run, to which the statuses link. */
  readonly pageUrl?: string | undefined;
  readonly onOutcome?: (outcome: Outcome) => void;
  /** When aborted, the fan-out ends at once and reports the targets without a verdict as unknown on core's commit. */
  readonly signal?: AbortSignal;
}

/** A result, and the errors of the reports that could not be written. */
export interface ReportedResult extends FanOutResult {
  readonly problems: readonly ContractError[];
}

/**
 * Starts the contract workflow of every target for a commit of core, waits for the verdicts, and reports them on the commit and its open
 * pull requests. A report that cannot be written is one of the `problems`; it changes no verdict.
 * @throws ContractError before anything is started: REF_INVALID, CORE_COMMIT_UNKNOWN, GITHUB_…
 */
export async function runFanOut(run: FanOutRun): Promise<ReportedResult> {
  const { github, coreGitHub, plan, coreRef, id, onOutcome } = run;
  const core = await findCoreCommit(coreGitHub, plan.core, coreRef);
  const statuses = run.report && run.poll ? new CommitStatuses(coreGitHub, core, run.pageUrl) : undefined;
  statuses?.begin(plan.targets.length);
  const latest = new Map<string, Outcome>();
  for await (const outcome of takeUntilAborted(run.signal, fanOut(github, plan.targets, { core, id }, run))) {
    latest.set(outcome.target.name, outcome);
    statuses?.report(outcome);
    onOutcome?.(outcome);
  }
  if (run.signal?.aborted) return cancelFanOut(core, plan.targets, latest, statuses);
  const result = { core, outcomes: plan.targets.flatMap(({ name }) => latest.get(name) ?? []) };
  return { ...result, problems: statuses ? await reportResult(coreGitHub, result, statuses) : [] };
}

async function cancelFanOut(
  core: CoreCommit,
  targets: readonly Target[],
  latest: ReadonlyMap<string, Outcome>,
  statuses: CommitStatuses | undefined,
): Promise<ReportedResult> {
  const result = { core, outcomes: targets.map((target) => cancelledOutcome(target, latest.get(target.name))) };
  await statuses?.cancel(result);
  return { ...result, problems: statuses?.problems ?? [] };
}

/** The items before the signal is aborted. */
async function* takeUntilAborted<T>(signal: AbortSignal | undefined, items: AsyncGenerator<T>): AsyncGenerator<T> {
  const aborted = new Promise<{ done: true }>((resolve) => {
    signal?.addEventListener('abort', () => resolve({ done: true }), { once: true });
  });
  while (!signal?.aborted) {
    const next = await Promise.race([items.next(), aborted]);
    if (next.done) return;
    yield next.value;
  }
}

async function reportResult(
  coreGitHub: GitHub,
  result: FanOutResult,
  statuses: CommitStatuses,
): Promise<ContractError[]> {
  await statuses.end(result);
  const problems = await commentOnPullRequests(coreGitHub, result).then(
    () => [],
    (error) => [toContractError(error, fullName(result.core.repository))],
  );
  return [...statuses.problems, ...problems];
}
