import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { clientEnvironment } from '../../src/config/config.ts';

/** A broker in a child process, started as `npm run broker` does. */
export interface BrokerProcess {
  readonly pid: number;
  readonly url: string;
  /** Whether the process has ended. */
  readonly hasEnded: boolean;
  /** Sends a signal and waits for the end; returns the exit code, or null if the signal killed the process. */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export interface ProcessOptions {
  /** Additional environment variables. */
  readonly env?: Record<string, string>;
  /** The user of the process; requires root. */
  readonly uid?: number;
  /** Does not print the broker's log. */
  readonly quiet?: boolean;
}

const running = new Set<ChildProcess>();

/** Kills the brokers that are still running, for example after a failure: they would keep this process alive. */
export function endBrokerProcesses(): void {
  for (const child of running) child.kill('SIGKILL');
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a broker on a database and a free port; resolves when it responds. */
export async function startBrokerProcess(
  database: string,
  { env, uid, quiet }: ProcessOptions = {},
): Promise<BrokerProcess> {
  const args = ['src/cli/bundled.mjs', 'src/cli/start-broker.ts', '--port', '0', '--database', database, '--json'];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...clientEnvironment(), ...env },
    ...(uid !== undefined && { uid }),
    stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'],
  });
  running.add(child.once('exit', () => running.delete(child)));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const lines = createInterface({ input: child.stdout });
  // Its exit may be reported before its last line: the lines of a broker that does not start end with the pipe.
  const first = await Promise.race([once(lines, 'line'), once(lines, 'close'), once(child, 'error')]);
  const ready = typeof first[0] === 'string' ? JSON.parse(first[0]) : {};
  if (!ready.url) throw new Error(`the broker did not start: ${JSON.stringify(first)}`);
  return {
    url: ready.url,
    pid: child.pid ?? 0,
    get hasEnded() {
      return !running.has(child);
    },
    end: async (signal) => {
      child.kill(signal);
      return (await ended)[0];
    },
  };
}
