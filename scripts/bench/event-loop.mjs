import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

// Preloaded into a broker's process. On each message from the parent it sends the longest event loop delay since the last message.
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
// The monitor records a delay at its next tick, and after a reset it needs one tick before it records anything.
const someTicksMs = 5;
process.on('message', async () => {
  await setTimeout(someTicksMs);
  const longestMs = delay.max / 1e6;
  delay.reset();
  await setTimeout(someTicksMs);
  process.send?.({ longestMs });
});
process.channel?.unref();
