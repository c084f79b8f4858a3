import type { Clock } from './clock.ts';
import { follow, type PollOptions } from './follow.ts';
import type { GitHub } from './github.ts';
import { isRunning, type Outcome, type Running } from './outcome.ts';
import { type Message, start } from './start.ts';
import type { Target } from './target.ts';

export interface FanOutOptions {
  readonly clock: Clock;
  /** Without it the runs are started but not followed. */
  readonly patience?: PollOptions | undefined;
}

/**
 * Starts the contract workflow in every target, then follows the runs to their verdicts; a failing target never stops the others.
 * Yields an outcome for each target when it has started or could not be started, and again whenever its state changes.
 */
export async function* fanOut(
  github: GitHub,
  targets: readonly Target[],
  message: Message,
  { clock, patience }: FanOutOptions,
): AsyncGenerator<Outcome> {
  const runs: Running[] = [];
  for await (const outcome of asTheyCome(targets.map((target) => start(github, target, message, clock)))) {
    yield outcome;
    if (isRunning(outcome)) runs.push(outcome);
  }
  if (patience) yield* follow(github, runs, patience, clock);
}

async function* asTheyCome<T>(promises: readonly Promise<T>[]): AsyncGenerator<T> {
  const waiting = new Map(promises.map((promise, index) => [index, promise.then((value) => ({ index, value }))]));
  while (waiting.size > 0) {
    const { index, value } = await Promise.race(waiting.values());
    waiting.delete(index);
    yield value;
  }
}
