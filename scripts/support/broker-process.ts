import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { clientEnvironment } from '../../src/config/config.ts';

/** `npm run broker` as a process of its own. */
export interface BrokerProcess {
  readonly pid: number;
  readonly url: string;
  /** Whether it has ended, by itself or not. */
  readonly hasEnded: boolean;
  /** Ends it by a signal; gives its exit code, or null when the signal killed it. */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export interface ProcessOptions {
  /** Settings of its own. */
  readonly env?: Record<string, string>;
  /** Whose process it is, where root may say so. */
  readonly uid?: number;
  /** What it logs is not shown. */
  readonly quiet?: boolean;
}

const running = new Set<ChildProcess>();

/** Ends those that somebody has left behind, as a test that fails does: they would keep this process waiting. */
export function endBrokerProcesses(): void {
  for (const child of running) child.kill('SIGKILL');
}

if (typeof afterAll === 'function') afterAll(endBrokerProcesses);

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a broker on a file and a free port; it answers once the promise resolves. */
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
  const first = await Promise.race([once(lines, 'line'), ended]);
  const told = typeof first[0] === 'string' ? JSON.parse(first[0]) : {};
  if (!told.url) throw new Error(`the broker did not start: ${JSON.stringify(first)}`);
  return {
    url: told.url,
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
