// The broker has one thread. Long CPU work is divided into slices, and statements of SQLite block the thread as well. Together they
// share a time budget per iteration of the event loop. When it is used up, slices wait for later iterations: in the order of arrival, one
// slice per iteration. So other requests are always served, even if many long tasks run at the same time.

/** The time budget of slices and statements in one iteration of the event loop. */
const MAX_BLOCKING_MS = 10;

/** Start time of this iteration's first slice or statement; undefined if none has run. */
let busySince: number | undefined;
const waiting: (() => void)[] = [];

/** Resolves immediately, or in a later iteration if this one has exceeded its budget. Call it before each slice. */
export async function yieldIfBusy(): Promise<void> {
  while (busySince !== undefined && performance.now() - busySince > MAX_BLOCKING_MS) await waitForNextIteration();
  if (busySince !== undefined) return;
  busySince = performance.now();
  setImmediate(() => {
    busySince = undefined;
  });
}

/** Resolves in a later iteration, first in first out. */
export function waitForNextIteration(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(resumeNext);
  });
}

function resumeNext(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(resumeNext);
}
