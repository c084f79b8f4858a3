import { yieldIfBusy } from '../event-loop.ts';

/*
 * Long CPU work (parsing, hashing, merging and comparing pacts of several megabytes) is written as generators that yield after about
 * 100,000 characters of JSON, so that the event loop serves other requests in between. Such a slice takes a few milliseconds; on two
 * busy cores the longest slice (median of several runs, Node 20) took 36 ms for a pact of 1 MB and 148 ms for one of 10 MB. Worker threads
 * were measured on the same machine and are not used: cloning the parsed pact back to the main thread blocks it for 103 ms (1 MB) or 2.2 s
 * (10 MB), and a worker takes 230 ms to start (medians).
 */

/** CPU work in slices: a generator that yields when other requests may be served, and returns its result. */
export type Task<Result> = Generator<void, Result>;

/** About how many characters of JSON are processed between two yields. */
export const SLICE_CHARS = 100_000;

/** Runs a task and yields to the event loop between its slices. */
export async function runCooperatively<Result>(task: Task<Result>): Promise<Result> {
  for (;;) {
    await yieldIfBusy();
    const { done, value } = task.next();
    if (done) return value;
  }
}

/** Runs a task without yielding, for synchronous callers. */
export function runSync<Result>(task: Task<Result>): Result {
  for (;;) {
    const { done, value } = task.next();
    if (done) return value;
  }
}

/** Maps items one by one; yields when the sum of their lengths since the last yield reaches `SLICE_CHARS`. */
export function* mapInSlices<Item, Result>(
  items: Iterable<Item>,
  map: (item: Item) => Result,
  lengthOf: (result: Result, item: Item) => number,
): Task<Result[]> {
  const results: Result[] = [];
  let length = 0;
  for (const item of items) {
    if (length >= SLICE_CHARS) {
      yield;
      length = 0;
    }
    const result = map(item);
    results.push(result);
    length += lengthOf(result, item);
  }
  return results;
}
