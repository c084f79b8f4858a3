import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

// Loaded into a broker's process before it starts: tells its parent, when asked, for how long nothing else could be done since then.
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
// The monitor notes a standstill at its next tick, and after a reset it needs one before it notes anything.
const someTicksMs = 5;
process.on('message', async () => {
  await setTimeout(someTicksMs);
  const longestMs = delay.max / 1e6;
  delay.reset();
  await setTimeout(someTicksMs);
  process.send?.({ longestMs });
});
process.channel?.unref();
