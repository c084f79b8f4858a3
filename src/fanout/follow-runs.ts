import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { CompletedRun, completedOutcome } from './conclusion.ts';
import type { GitHub } from './github.ts';
import { isTransient } from './github-error.ts';
import { failedOutcome, isRunning, type Outcome, type Phase, type RunningOutcome } from './outcome.ts';
import { parseResponse } from './response.ts';
import { fullName } from './target.ts';
import { timedOutOutcome } from './timed-out-outcome.ts';

/** The current time and a sleep function; tests inject a clock on which sleeping takes no time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface PollOptions {
  /** How long to wait for the runs once all are started. */
  readonly timeoutMs: number;
  /** The minimum time between two polls. */
  readonly intervalMs: number;
}

/** The interval is at least this long for each run: at most two requests a second, 2,400 in 20 minutes (GitHub allows 5,000 an hour). */
const MIN_INTERVAL_PER_RUN_MS = 500;

/**
 * Polls the runs until they are completed. Yields an outcome whenever the state of a run changes, and at the end for each run that is
 * not completed in time.
 */
export async function* followRuns(
  github: GitHub,
  runs: readonly RunningOutcome[],
  { timeoutMs, intervalMs }: PollOptions,
  clock: Clock,
): AsyncGenerator<Outcome> {
  const deadline = clock.now() + timeoutMs;
  let running = runs;
  while (running.length > 0 && clock.now() < deadline) {
    const interval = Math.max(intervalMs, MIN_INTERVAL_PER_RUN_MS * running.length);
    await clock.sleep(Math.min(interval, deadline - clock.now()));
    const before = running;
    const outcomes = await Promise.all(before.map((run) => pollRun(github, run)));
    yield* outcomes.filter((outcome, index) => !isUnchanged(outcome, before[index]));
    running = outcomes.filter(isRunning);
  }
  yield* running.map((run) => timedOutOutcome(run, timeoutMs));
}

function isUnchanged(outcome: Outcome, before: RunningOutcome | undefined): boolean {
  return isRunning(outcome) && outcome.phase === before?.phase;
}

const phases = ['queued', 'requested', 'waiting', 'pending', 'in_progress'] as const satisfies Phase[];
const RunInProgress = z.object({ status: z.enum(phases) });
const WorkflowRun = z.discriminatedUnion('status', [RunInProgress, CompletedRun]);

async function pollRun(github: GitHub, running: RunningOutcome): Promise<Outcome> {
  const { owner, repo } = running.target;
  const what = `reading run ${running.run.id} in ${fullName(running.target)}`;
  try {
    const response = github.rest.actions.getWorkflowRun({ owner, repo, run_id: running.run.id });
    const run = await parseResponse(what, WorkflowRun, response);
    return run.status === 'completed'
      ? await completedOutcome(github, running, run)
      : { ...running, phase: run.status };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    if (isTransient(error)) return { ...running, phase: 'no response', reason: error.message };
    return { ...failedOutcome(running.target, 'unknown', null, error), run: running.run };
  }
}
