import { setImmediate } from 'node:timers/promises';

/** Work that takes long: it yields where others may get on. */
export type Steps<Result> = Generator<void, Result>;

/** How many characters are worked on at a stretch, about: it takes a few milliseconds. */
export const stretch = 100_000;

/** Does all steps one after the other, and lets others get on between them. */
export async function givingWay<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await setImmediate();
  }
}

/** Does all steps at once, where nobody can wait or nobody has to. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Works on item after item, and yields whenever what was worked on since the last time comes to a stretch. */
export function* each<Item, Result>(
  items: Iterable<Item>,
  work: (item: Item) => Result,
  lengthOf: (result: Result, item: Item) => number,
): Steps<Result[]> {
  const results: Result[] = [];
  let length = 0;
  for (const item of items) {
    if (length >= stretch) {
      yield;
      length = 0;
    }
    const result = work(item);
    results.push(result);
    length += lengthOf(result, item);
  }
  return results;
}
