import { setImmediate } from 'node:timers/promises';

/** Work that takes long: it yields where others may get on. */
export type Steps<Result> = Generator<void, Result>;

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
