/**
 * The Redis that publisher and subscriber use: the server that REDIS_URL names, else a redis-server that this run starts on the loopback interface,
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
const START_TIMEOUT_MS = 30_000;

/**
 * Finds or starts a Redis. The caller closes it.
 * @param url of the server to use; without it, one is started
 */
export async function startRedis(env: NodeJS.ProcessEnv, url?: string): Promise<Redis> {
  if (url) {
    return { name: `Redis at ${withoutCredentials(url)}`, url, close: async () => {} };
  }
  return (await startServer(env)) ?? { name: 'fakeredis', close: async () => {} };
}

/**
 * Runs redis-server until stdin is closed, so that it ends together with this process in every case. In a shell without job control the
 * stdin of a background job is /dev/null, so `cat` reads file descriptor 3, a copy of the shell's stdin.
 */
const UNTIL_STDIN_CLOSES =
  'exec 3<&0; redis-server "$@" & pid=$!; (cat <&3; kill -9 "$pid") >/dev/null 2>&1 & wait "$pid"';
const READY = 'Ready to accept connections';
const PORT_IN_USE = 'Address already in use';
/** How many free ports to try: another process may take one before the server uses it. */
const MAX_PORTS = 5;

/** Starts a server without persistence. Undefined if no redis-server can be started. */
async function startServer(env: NodeJS.ProcessEnv): Promise<Redis | undefined> {
  for (let attempt = 0; attempt < MAX_PORTS; attempt += 1) {
    const server = await startAt(await freePort(), env);
    if (server !== 'port-in-use') return server;
  }
  return undefined;
}

async function startAt(port: number, env: NodeJS.ProcessEnv): Promise<Redis | 'port-in-use' | undefined> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('sh', ['-c', UNTIL_STDIN_CLOSES, 'sh', ...options], {
    env: { PATH: env.PATH },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => server.once('error', () => resolve()).once('exit', () => resolve()));
  const close = async () => {
    server.stdin.end();
    await ended;
  };
  const output = await readUntilReady(server.stdout);
  if (output.includes(READY)) return { name: 'redis-server', url: `redis://127.0.0.1:${port}/0`, close };
  await close();
  return output.includes(PORT_IN_USE) ? 'port-in-use' : undefined;
}

/** The output until the server reports that it accepts connections, or ends, or the time limit is over. Its later output is dropped. */
function readUntilReady(stdout: Readable): Promise<string> {
  return new Promise((resolve) => {
    let output = '';
    const finish = () => {
      clearTimeout(timer);
      stdout.removeAllListeners('data').resume();
      resolve(output);
    };
    const timer = setTimeout(finish, START_TIMEOUT_MS);
    stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes(READY)) finish();
    });
    stdout.once('close', finish);
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
