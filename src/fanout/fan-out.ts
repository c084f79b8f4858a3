import { type Clock, followRuns, type PollOptions } from './follow-runs.ts';
import type { GitHub } from './github.ts';
import { isRunning, type Outcome, type RunningOutcome } from './outcome.ts';
import { type FanOutRequest, startTarget } from './start.ts';
import type { Target } from './target.ts';

export interface FanOutOptions {
  readonly clock: Clock;
  /** How to wait for the verdicts; without it the runs are started but not followed. */
  readonly poll?: PollOptions | undefined;
}

/**
 * Starts the contract workflow in every target, then follows the runs to their verdicts; a failing target never stops the others.
 * Yields an outcome for each target when it has started or could not be started, and again whenever its state changes.
 */
export async function* fanOut(
  github: GitHub,
  targets: readonly Target[],
  request: FanOutRequest,
  { clock, poll }: FanOutOptions,
): AsyncGenerator<Outcome> {
  const running: RunningOutcome[] = [];
  const starts = targets.map((target) => startTarget(github, target, request, clock));
  for await (const outcome of inCompletionOrder(starts)) {
    yield outcome;
    if (isRunning(outcome)) running.push(outcome);
  }
  if (poll) yield* followRuns(github, running, poll, clock);
}

async function* inCompletionOrder<T>(promises: readonly Promise<T>[]): AsyncGenerator<T> {
  const pending = new Map(promises.map((promise, index) => [index, promise.then((value) => ({ index, value }))]));
  while (pending.size > 0) {
    const { index, value } = await Promise.race(pending.values());
    pending.delete(index);
    yield value;
  }
}
