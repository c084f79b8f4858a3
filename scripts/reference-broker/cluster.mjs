import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAX_PORTS = 20;
/** Below the ephemeral ports, which Linux assigns from 32768 on. */
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_000;

/**
 * Starts a temporary PostgreSQL cluster on a free loopback port; `remove` deletes it. `stop` is an immediate shutdown, `kill` sends
 * SIGKILL to the postmaster, `start` starts it again. `quick` turns fsync off: for tests, not for measurements. PostgreSQL refuses to run as
 * root; if this process does, it runs as the user postgres.
 */
export async function startCluster({ quick }) {
  const folder = mkdtempSync(join(tmpdir(), 'reference-broker-'));
  const data = join(folder, 'data');
  const owner = databaseOwner();
  const log = join(data, 'log');
  let port;
  const run = (program, args) =>
    execFileSync(requireProgram(program), args, { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const start = () => run('pg_ctl', ['start', '-D', data, '-l', log, '-w']);
  const stop = () => run('pg_ctl', ['stop', '-D', data, '-m', 'immediate']);
  const pid = () => Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10);
  const kill = () => process.kill(pid(), 'SIGKILL');
  const remove = () => {
    try {
      if (existsSync(join(data, 'postmaster.pid'))) stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  try {
    chmodSync(folder, 0o755);
    mkdirSync(data, { mode: 0o700 });
    if (owner.uid !== undefined) chownSync(data, owner.uid, owner.gid);
    const options = [
      '-A',
      'trust',
      '-U',
      'postgres',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      ...(quick ? ['--no-sync'] : []),
    ];
    run('initdb', ['-D', data, ...options]);
    for (let attempt = 1; port === undefined; attempt += 1) {
      port = await freePort();
      const settings = [
        "listen_addresses='127.0.0.1'",
        `port=${port}`,
        "unix_socket_directories=''",
        `fsync=${quick ? 'off' : 'on'}`,
      ];
      writeFileSync(join(data, 'postgresql.auto.conf'), settings.map((setting) => `${setting}\n`).join(''));
      try {
        start();
      } catch (error) {
        // Another process has bound the port since `freePort` returned.
        if (attempt === MAX_PORTS || !readFileSync(log, 'utf8').includes('Address already in use')) throw error;
        port = undefined;
      }
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return { folder, url: `postgres://postgres@127.0.0.1:${port}/postgres`, pid, start, stop, kill, remove };
}

/** Whether PostgreSQL is installed. */
export function hasPostgres() {
  return findProgram('initdb') !== undefined;
}

function databaseOwner() {
  if (process.getuid?.() !== 0) return {};
  const id = (which) => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function requireProgram(program) {
  const found = findProgram(program);
  if (!found) throw new Error(`${program} was not found. On Debian: apt-get install postgresql`);
  return found;
}

/** On Debian, PostgreSQL's programs are not in PATH. */
function findProgram(program) {
  const versions = '/usr/lib/postgresql';
  const installed = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(':'),
    ...installed.map((version) => join(versions, version, 'bin')),
  ];
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

/**
 * Finds a free port, or checks `wanted`; rejects if `wanted` is in use. The caller binds the port later, and again after a restart, so it is
 * not an ephemeral port: the system could assign that to another program in between.
 */
export async function freePort(wanted = 0) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOnce(wanted || randomInt(LOWEST_PORT, HIGHEST_PORT));
    } catch (error) {
      if (wanted || attempt === MAX_PORTS) throw error;
    }
  }
}

function listenOnce(port) {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });
}
