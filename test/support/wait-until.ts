import { setTimeout as delay } from 'node:timers/promises';
import { HANG_LIMIT_MS } from './hang-limit.ts';

const POLL_INTERVAL_MS = 10;

/**
 * Waits until a condition holds.
 * @throws Error after the time limit: a test that waited for ever would keep its worker running
 */
export async function waitUntil(condition: () => boolean | Promise<boolean>, limitMs = HANG_LIMIT_MS): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not within ${limitMs / 1000} s: ${condition}`);
    await delay(POLL_INTERVAL_MS);
  }
}
