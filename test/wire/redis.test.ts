import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { startRedis } from '../../src/wire/redis.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { waitUntil } from '../support/wait-until.ts';

const { PATH = '' } = process.env;

const isInstalled = spawnSync('redis-server', ['--version']).status === 0;
if (!isInstalled) process.stdout.write('not run: the tests of an own redis-server: none is installed\n');
const testWithServer = isInstalled ? test : test.skip;

test('the Redis that REDIS_URL names is used, and its password is not reported', async () => {
  const redis = await startRedis({ PATH }, 'redis://user:secret@127.0.0.1:6379/3');
  expect(redis).toMatchObject({ name: 'Redis at redis://127.0.0.1:6379/3', url: expect.stringContaining('secret') });
  await redis.close();
});

test('fakeredis is used without a redis-server', async () => {
  const redis = await startRedis({ PATH: '/nowhere' });
  expect([redis.name, redis.url]).toEqual(['fakeredis', undefined]);
});

test('fakeredis is used if the redis-server fails', async () => {
  const redis = await startRedis({ PATH: pathWithRedisServer('exit 1') });
  expect([redis.name, redis.url]).toEqual(['fakeredis', undefined]);
});

testWithServer('an own redis-server answers on the loopback interface until it is closed', async () => {
  const redis = await startRedis({ PATH });
  const { url = '' } = redis;
  expect(await ping(url)).toBe('+PONG\r\n');
  await redis.close();
  await waitUntilRefused(url);
});

testWithServer('a port that another process has taken meanwhile is replaced', async () => {
  const marker = join(temporaryFolder('redis-port'), 'asked');
  const server = execFileSync('sh', ['-c', 'command -v redis-server'], { encoding: 'utf8' }).trim();
  const taken = "echo 'bind: Address already in use'; exit 1";
  const path = pathWithRedisServer(`if [ ! -e '${marker}' ]; then : >'${marker}'; ${taken}; fi; exec '${server}' "$@"`);
  const redis = await startRedis({ PATH: path });
  expect(await ping(redis.url ?? '')).toBe('+PONG\r\n');
  await redis.close();
});

testWithServer('an own redis-server ends with the process that started it', async () => {
  const code = `import { startRedis } from './src/wire/redis.ts';
    console.log((await startRedis(process.env)).url); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], { env: { PATH } });
  const ended = once(child, 'exit');
  const [url] = await once(createInterface({ input: child.stdout }), 'line');
  expect(await ping(url)).toBe('+PONG\r\n');
  child.kill('SIGKILL');
  await ended;
  await waitUntilRefused(url);
});

/** A PATH whose redis-server is a shell script. */
function pathWithRedisServer(script: string): string {
  const folder = temporaryFolder('redis-path');
  writeFileSync(join(folder, 'redis-server'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return `${folder}${delimiter}${PATH}`;
}

/** A connection that the server accepted just before it ended is reset, not refused. */
function waitUntilRefused(url: string): Promise<void> {
  const codeOf = () =>
    ping(url).then(
      () => 'answered',
      (error) => error.code,
    );
  return waitUntil(async () => (await codeOf()) === 'ECONNREFUSED');
}

function ping(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write('PING\r\n'));
    let answer = '';
    socket.once('error', reject);
    socket.once('close', () => reject(Object.assign(new Error('closed without an answer'), { code: 'CLOSED' })));
    socket.setEncoding('utf8').on('data', (text) => {
      answer += text;
      if (!answer.endsWith('\r\n')) return;
      resolve(answer);
      socket.destroy();
    });
  });
}
