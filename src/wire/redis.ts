/**
 * The Redis that publisher and subscriber use: the server in REDIS_URL, else a redis-server that this run starts on the loopback interface,
 * else fakeredis inside the Python process.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { withoutCredentials } from '../config/errors.ts';

export interface Redis {
  /** For people: `redis-server`, `fakeredis`, or the URL without credentials. */
  readonly name: string;
  /** Undefined for fakeredis. */
  readonly url?: string;
  close(): Promise<void>;
}

/** The time limit until a redis-server accepts connections. */
const START_TIMEOUT_MS = 10_000;

/** Finds or starts a Redis. The caller closes it. */
export async function startRedis(env: NodeJS.ProcessEnv): Promise<Redis> {
  if (env.REDIS_URL) {
    const url = env.REDIS_URL;
    return { name: `Redis at ${withoutCredentials(url)}`, url, close: async () => {} };
  }
  return (await startServer(env)) ?? { name: 'fakeredis', close: async () => {} };
}

/** Runs redis-server until stdin is closed, so that it ends together with this process in every case. */
const UNTIL_STDIN_CLOSES = 'exec 3<&0; redis-server "$@" & pid=$!; (cat <&3 >/dev/null; kill -9 "$pid") & wait "$pid"';
const READY = 'Ready to accept connections';

/** Starts a server without persistence. Undefined if no redis-server can be started. */
async function startServer(env: NodeJS.ProcessEnv): Promise<Redis | undefined> {
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('sh', ['-c', UNTIL_STDIN_CLOSES, 'sh', ...options], {
    env: { PATH: env.PATH },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<false>((resolve) => {
    server.once('error', () => resolve(false));
    server.once('exit', () => resolve(false));
  });
  const close = async () => {
    server.stdin.end();
    await ended;
  };
  if (await Promise.race([isReady(server.stdout), ended]))
    return { name: 'redis-server', url: `redis://127.0.0.1:${port}/0`, close };
  await close();
  return undefined;
}

/** Whether the server reports within the time limit that it accepts connections. Its later output is dropped. */
function isReady(stdout: Readable): Promise<boolean> {
  return new Promise((resolve) => {
    let output = '';
    const finish = (ready: boolean) => {
      clearTimeout(timer);
      stdout.removeAllListeners('data').resume();
      resolve(ready);
    };
    const timer = setTimeout(() => finish(false), START_TIMEOUT_MS);
    stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes(READY)) finish(true);
    });
    stdout.once('close', () => finish(false));
  });
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
