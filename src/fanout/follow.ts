import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { ask } from './ask.ts';
import type { Clock } from './clock.ts';
import { CompletedRun, endedRun } from './conclusion.ts';
import { isTransient } from './explain.ts';
import type { GitHub } from './github.ts';
import { isRunning, type Outcome, type Phase, type Running, stopped } from './outcome.ts';
import { overdue } from './overdue.ts';
import { fullName } from './target.ts';

export interface PollOptions {
  /** How long to wait for the runs once all are started, in milliseconds. */
  readonly timeoutMs: number;
  /** The shortest time between two polls. */
  readonly intervalMs: number;
}

/** The shortest pause for each run: 20 minutes then take 2,400 of the 5,000 requests that GitHub allows in an hour. */
const PAUSE_PER_RUN_MS = 500;

/** Polls the runs until they are completed. Yields each run whenever its state changes, and at the end those that are not completed in time. */
export async function* follow(
  github: GitHub,
  runs: readonly Running[],
  { timeoutMs, intervalMs }: PollOptions,
  clock: Clock,
): AsyncGenerator<Outcome> {
  const deadline = clock.now() + timeoutMs;
  let open = runs;
  while (open.length > 0 && clock.now() < deadline) {
    const pause = Math.max(intervalMs, PAUSE_PER_RUN_MS * open.length);
    await clock.sleep(Math.min(pause, deadline - clock.now()));
    const before = open;
    const now = await Promise.all(before.map((running) => look(github, running)));
    yield* now.filter((outcome, index) => !sameAs(outcome, before[index]));
    open = now.filter(isRunning);
  }
  yield* open.map((running) => overdue(running, timeoutMs));
}

function sameAs(outcome: Outcome, before: Running | undefined): boolean {
  return isRunning(outcome) && outcome.phase === before?.phase;
}

const phases = ['queued', 'requested', 'waiting', 'pending', 'in_progress'] as const satisfies Phase[];

const RunInProgress = z.object({ status: z.enum(phases) });
async function look(github: GitHub, running: Running): Promise<Outcome> {
  const { owner, repo } = running.target;
  const what = `reading run ${running.run.id} in ${fullName(running.target)}`;
  try {
    const answer = github.rest.actions.getWorkflowRun({ owner, repo, run_id: running.run.id });
    const run = await ask(what, z.discriminatedUnion('status', [RunInProgress, CompletedRun]), answer);
    return run.status === 'completed' ? await endedRun(github, running, run) : { ...running, phase: run.status };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    if (isTransient(error)) return { ...running, phase: 'unanswered', why: error.message };
    return { ...stopped(running.target, 'unknown', null, error), run: running.run };
  }
}
