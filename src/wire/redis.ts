/**
 * The Redis that both sides of the wire use: the one that REDIS_URL names, else a redis-server of this run's own on the loopback interface,
 * else fakeredis inside the Python process.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { withoutCredentials } from '../config/errors.ts';

export interface Redis {
  /** For a reader: `redis-server`, `fakeredis`, or the URL without credentials. */
  readonly name: string;
  /** Undefined for fakeredis. */
  readonly url?: string;
  close(): Promise<void>;
}

/** How long a redis-server may take until it accepts connections. */
const START_TIMEOUT_MS = 10_000;

/** Finds or starts a Redis. The caller closes it. */
export async function startRedis(env: NodeJS.ProcessEnv): Promise<Redis> {
  if (env.REDIS_URL) {
    const url = env.REDIS_URL;
    return { name: `Redis at ${withoutCredentials(url)}`, url, close: async () => {} };
  }
  return (await startServer(env)) ?? { name: 'fakeredis', close: async () => {} };
}

/** A server that keeps nothing on disk. Undefined where no redis-server can be started. */
async function startServer(env: NodeJS.ProcessEnv): Promise<Redis | undefined> {
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', options, { env: { PATH: env.PATH }, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => {
    server.once('error', () => resolve());
    server.once('exit', () => resolve());
  });
  const close = async () => {
    server.kill('SIGKILL');
    await ended;
  };
  process.once('exit', () => server.kill('SIGKILL'));
  const ready = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), START_TIMEOUT_MS);
    let output = '';
    server.stdout?.on('data', (chunk) => {
      output += chunk;
      if (output.includes('Ready to accept connections')) resolve(true);
    });
    ended.then(() => resolve(false));
    ended.then(() => clearTimeout(timer));
  });
  if (await ready) return { name: 'redis-server', url: `redis://127.0.0.1:${port}/0`, close };
  await close();
  return undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
