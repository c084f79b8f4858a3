import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { ask } from './ask.ts';
import type { Clock } from './clock.ts';
import { ended } from './conclusion.ts';
import { isTransient } from './explain.ts';
import type { GitHub } from './github.ts';
import { isRunning, type Outcome, type Phase, type Running, stopped } from './outcome.ts';
import { overdue } from './overdue.ts';
import { fullName } from './target.ts';

export interface Patience {
  /** How long the runs are waited for, once all are started, in milliseconds. */
  readonly timeoutMs: number;
  /** The least time between two rounds of looking at them. */
  readonly intervalMs: number;
}

/** A round takes half a second for each run at least: 20 minutes of following then are 2,400 of the 5,000 questions of an hour. */
const perRunMs = 500;

/** Follows the runs to their ends: gives each whenever something new is known of it, and at last what is not over in time. */
export async function* follow(
  github: GitHub,
  runs: readonly Running[],
  { timeoutMs, intervalMs }: Patience,
  clock: Clock,
): AsyncGenerator<Outcome> {
  const deadline = clock.now() + timeoutMs;
  let open = runs;
  while (open.length > 0 && clock.now() < deadline) {
    const pause = Math.max(intervalMs, perRunMs * open.length);
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

const UnderWay = z.object({ status: z.enum(phases) });
const Over = z.object({
  status: z.literal('completed'),
  conclusion: z.string(),
  run_started_at: z.string().optional(),
  updated_at: z.string().optional(),
});
export type Over = z.infer<typeof Over>;

async function look(github: GitHub, running: Running): Promise<Outcome> {
  const { owner, repo } = running.target;
  const what = `reading run ${running.run.id} in ${fullName(running.target)}`;
  try {
    const answer = github.rest.actions.getWorkflowRun({ owner, repo, run_id: running.run.id });
    const run = await ask(what, z.discriminatedUnion('status', [UnderWay, Over]), answer);
    return run.status === 'completed' ? await ended(github, running, run) : { ...running, phase: run.status };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    if (isTransient(error)) return { ...running, phase: 'unanswered', why: error.message };
    return { ...stopped(running.target, 'unknown', null, error), run: running.run };
  }
}
