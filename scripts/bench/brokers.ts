import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { clientEnvironment } from '../../src/config/config.ts';
import { freePort } from '../reference-broker/cluster.mjs';
import { childrenOf, memoryOf, readProc, startOf } from './process.ts';

/** A broker in its own process. */
export interface RunningBroker {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process to the end of the first response. */
  readonly startMs: number;
  memory(): number;
  /** The longest event loop delay since the last call, in ms; only if `event-loop.mjs` was loaded into the process. */
  longestDelay(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the embedded broker as `npm run broker` does. */
export async function startEmbedded(database: string, nodeArgs: readonly string[] = []): Promise<RunningBroker> {
  const port = await freePort();
  const [, ...command] = JSON.parse(readFileSync('package.json', 'utf8')).scripts.broker.split(' ');
  const args = [...nodeArgs, ...command, '--port', String(port), '--json', '--database', database];
  const since = performance.now();
  const child = spawn(process.execPath, args, {
    env: clientEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return waitForStart(child, port, async () => ({ pid: child.pid ?? 0, since }));
}

/** Starts the official broker. Its start time counts from its own process, without the time in which Bundler looks up the gems. */
export async function startOfficial(database: string): Promise<RunningBroker> {
  const port = await freePort();
  const args = ['scripts/reference-broker/start.mjs', '--port', String(port), '--database', database];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return waitForStart(child, port, async () => {
    for (;;) {
      const [pid] = childrenOf(child.pid ?? 0).filter((one) => isBroker(one));
      if (pid !== undefined) return { pid, since: startOf(pid) };
      if (hasEnded(child)) throw new Error('the official broker does not start');
      await delay(2);
    }
  });
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** False for a process that has ended meanwhile. */
function isBroker(pid: number): boolean {
  return /bundle\0exec\0puma|puma/.test(readProc(pid, 'cmdline'));
}

async function waitForStart(
  child: ChildProcess,
  port: number,
  findProcess: () => Promise<{ pid: number; since: number }>,
): Promise<RunningBroker> {
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    const { pid, since } = await findProcess();
    const url = `http://127.0.0.1:${port}`;
    await waitForResponse(url, child);
    return {
      url,
      pid,
      startMs: performance.now() - since,
      memory: () => memoryOf(pid),
      longestDelay: () => requestDelay(child),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function requestDelay(child: ChildProcess): Promise<number> {
  child.send('longest delay');
  const [{ longestMs }] = await once(child, 'message');
  return longestMs;
}

async function waitForResponse(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + 120_000;
  while (performance.now() < end && !hasEnded(child)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) {
      await answer.text();
      return;
    }
    await delay(5);
  }
  throw new Error('the broker does not start');
}
