import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded into a broker's process before it starts: tells its parent, when asked, for how long nothing else could be done since then.
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('message', () => {
  process.send?.({ longestMs: delay.max / 1e6 });
  delay.reset();
});
process.channel?.unref();
