import { setImmediate } from 'node:timers/promises';

/** Work that takes long: it yields where others may get on. */
export type Task<Result> = Generator<void, Result>;

/** How many characters are worked on at a stretch, about: it takes a few milliseconds. */
export const SLICE_CHARS = 100_000;

/** Does all steps one after the other, and lets others get on between them. */
export async function runCooperatively<Result>(steps: Task<Result>): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await setImmediate();
  }
}

/** Does all steps at once, where nobody can wait or nobody has to. */
export function runSync<Result>(steps: Task<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Works on item after item, and yields whenever what was worked on since the last time comes to a stretch. */
export function* mapInSlices<Item, Result>(
  items: Iterable<Item>,
  work: (item: Item) => Result,
  lengthOf: (result: Result, item: Item) => number,
): Task<Result[]> {
  const results: Result[] = [];
  let length = 0;
  for (const item of items) {
    if (length >= SLICE_CHARS) {
      yield;
      length = 0;
    }
    const result = work(item);
    results.push(result);
    length += lengthOf(result, item);
  }
  return results;
}
