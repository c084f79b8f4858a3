import type { ContractError } from '../config/errors.ts';
import { CommitStatuses } from './commit-statuses.ts';
import { type CoreCommit, findCoreCommit } from './core-commit.ts';
import { explain } from './explain.ts';
import { type FanOutOptions, fanOut } from './fan-out.ts';
import type { GitHub } from './github.ts';
import { cancelled, type Outcome } from './outcome.ts';
import { commentOnPullRequests } from './pull-request-comment.ts';
import type { FanOutResult } from './report.ts';
import { type FanOutPlan, fullName, type Target } from './target.ts';

export interface FanOutRun extends FanOutOptions {
  /** May start the targets' workflows. */
  readonly github: GitHub;
  /** May read core and write on its commits; often the same. */
  readonly own: GitHub;
  readonly plan: FanOutPlan;
  readonly coreRef: string;
  /** Unique to this fan-out. */
  readonly id: string;
  /** Whether to report the verdicts on core's commit and its pull requests; without poll options there are none to report. */
  readonly reports: boolean;
  /** Page of the fan-out itself, for the statuses to link to. */
  readonly page?: string | undefined;
  readonly onOutcome?: (outcome: Outcome) => void;
  /** When aborted, the fan-out ends at once and reports the open targets as unknown on core's commit. */
  readonly signal?: AbortSignal;
}

/**
 * Starts the contract workflow of every target for a commit of core, waits for the verdicts, and reports them on the commit and its open pull requests.
 * Reports that could not be written are returned as `problems`; they change no verdict.
 * @throws ContractError before anything is started: REF_INVALID, CORE_COMMIT_UNKNOWN, GITHUB_…
 */
export async function runFanOut(errand: FanOutRun): Promise<FanOutResult & { problems: readonly ContractError[] }> {
  const { github, own, plan, coreRef, id, onOutcome } = errand;
  const core = await findCoreCommit(own, plan.core, coreRef);
  const statuses = errand.reports && errand.patience ? new CommitStatuses(own, core, errand.page) : undefined;
  statuses?.begin(plan.targets.length);
  const latest = new Map<string, Outcome>();
  for await (const outcome of until(errand.signal, fanOut(github, plan.targets, { core, id }, errand))) {
    latest.set(outcome.target.name, outcome);
    statuses?.tell(outcome);
    onOutcome?.(outcome);
  }
  if (errand.signal?.aborted) return cancel(core, plan.targets, latest, statuses);
  const result = { core, outcomes: plan.targets.flatMap(({ name }) => latest.get(name) ?? []) };
  return { ...result, problems: statuses ? await reported(own, result, statuses) : [] };
}

async function cancel(
  core: CoreCommit,
  targets: readonly Target[],
  latest: ReadonlyMap<string, Outcome>,
  statuses: CommitStatuses | undefined,
): Promise<FanOutResult & { problems: readonly ContractError[] }> {
  const result = { core, outcomes: targets.map((target) => cancelled(target, latest.get(target.name))) };
  await statuses?.settle(result);
  return { ...result, problems: statuses?.problems ?? [] };
}

/** The outcomes before the signal. */
async function* until<T>(signal: AbortSignal | undefined, items: AsyncGenerator<T>): AsyncGenerator<T> {
  const over = new Promise<{ done: true }>((resolve) => {
    signal?.addEventListener('abort', () => resolve({ done: true }), { once: true });
  });
  while (!signal?.aborted) {
    const next = await Promise.race([items.next(), over]);
    if (next.done) return;
    yield next.value;
  }
}

async function reported(own: GitHub, result: FanOutResult, statuses: CommitStatuses): Promise<ContractError[]> {
  await statuses.end(result);
  const problem = await commentOnPullRequests(own, result).then(
    () => [],
    (error) => [explain(error, fullName(result.core.repository))],
  );
  return [...statuses.problems, ...problem];
}
