import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * The longest CPU time, in milliseconds, that the main thread spent between two iterations of the event loop while an action ran: how long
 * the action blocked the event loop. Unlike elapsed time it does not depend on the other processes of the machine.
 */
export async function measureBlocking(action: () => Promise<unknown>): Promise<number> {
  let isRunning = true;
  let longest = 0;
  const watch = async () => {
    for (let before = mainThreadMs(); isRunning; ) {
      await nextTurn();
      const now = mainThreadMs();
      longest = Math.max(longest, now - before);
      before = now;
    }
  };
  const watching = watch();
  try {
    await action();
  } finally {
    isRunning = false;
    await watching;
  }
  return longest;
}

/** CPU time of the main thread. Where the system does not report it, that of the process, which includes garbage collection by helpers. */
function mainThreadMs(): number {
  try {
    const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e3;
  }
}
