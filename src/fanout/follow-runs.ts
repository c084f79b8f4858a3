import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { formatDuration } from '../text/duration.ts';
import { CompletedRun, completedOutcome } from './conclusion.ts';
import type { GitHub } from './github.ts';
import { isTransient } from './github-error.ts';
import {
  type FinalOutcome,
  failedOutcome,
  isRunning,
  type Outcome,
  type Phase,
  type RunningOutcome,
} from './outcome.ts';
import { parseResponse } from './response.ts';
import { fullName } from './target.ts';

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

/** Added to the interval for each running run: at most two requests a second, 2,400 in 20 minutes (GitHub allows 5,000 an hour). */
const INTERVAL_PER_RUN_MS = 500;

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
    const interval = Math.max(intervalMs, INTERVAL_PER_RUN_MS * running.length);
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

/** The outcome of a run that is not completed in time. */
function timedOutOutcome({ target, run, phase, reason = '' }: RunningOutcome, timeoutMs: number): FinalOutcome {
  return { target, run, passed: null, ...describePhase(phase, formatDuration(timeoutMs / 1000), reason) };
}

function describePhase(
  phase: Phase,
  duration: string,
  error: string,
): Required<Pick<FinalOutcome, 'verdict' | 'reason' | 'hint'>> {
  switch (phase) {
    case 'queued':
    case 'requested':
      return {
        verdict: 'not completed',
        reason: `a job waits for a runner after ${duration}`,
        hint: 'Check that a runner with the labels of the job is online and idle.',
      };
    case 'waiting':
      return {
        verdict: 'not completed',
        reason: `a job waits for an approval after ${duration}`,
        hint: 'Approve the run on its page, or remove the protection rule of the environment.',
      };
    case 'pending':
      return {
        verdict: 'not completed',
        reason: `it waits for another run of its concurrency group after ${duration}`,
        hint: 'Wait for that run, or cancel it.',
      };
    case 'in_progress':
      return {
        verdict: 'timed out',
        reason: `it is still running after ${duration}`,
        hint: 'Check its log; set timeout-minutes for its jobs, or wait longer with --timeout.',
      };
    case 'no response':
      return {
        verdict: 'unknown',
        reason: `no response from GitHub after ${duration}: ${error}`,
        hint: 'Check its page.',
      };
  }
}
