import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { startRedis } from '../../src/wire/redis.ts';

const { PATH = '' } = process.env;

const isInstalled = spawnSync('redis-server', ['--version']).status === 0;
if (!isInstalled) process.stdout.write('not run: the tests of an own redis-server: none is installed\n');
const testWithServer = isInstalled ? test : test.skip;

test('the Redis that REDIS_URL names is used, and its password is not reported', async () => {
  const redis = await startRedis({ PATH, REDIS_URL: 'redis://user:secret@127.0.0.1:6379/3' });
  expect(redis).toMatchObject({ name: 'Redis at redis://127.0.0.1:6379/3', url: expect.stringContaining('secret') });
  await redis.close();
});

test('fakeredis is used without a redis-server', async () => {
  const redis = await startRedis({ PATH: '/nowhere' });
  expect([redis.name, redis.url]).toEqual(['fakeredis', undefined]);
});

testWithServer('an own redis-server answers on the loopback interface until it is closed', async () => {
  const redis = await startRedis({ PATH });
  const { url = '' } = redis;
  expect(await ping(url)).toBe('+PONG\r\n');
  await redis.close();
  await expect(ping(url)).rejects.toThrow('ECONNREFUSED');
});

testWithServer('an own redis-server ends with the process that started it', async () => {
  const code = `import { startRedis } from './src/wire/redis.ts';
    console.log((await startRedis(process.env)).url); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], { env: { PATH } });
  const [output] = await once(child.stdout.setEncoding('utf8'), 'data');
  const url = String(output).trim();
  expect(await ping(url)).toBe('+PONG\r\n');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await untilRefused(url)).toBe('ECONNREFUSED');
});

/** A connection that the server accepted just before it ended is reset, not refused. */
async function untilRefused(url: string): Promise<string | undefined> {
  let code: string | undefined;
  for (let attempt = 0; attempt < 200 && code !== 'ECONNREFUSED'; attempt += 1) {
    code = await ping(url).then(
      () => 'answered',
      (error) => error.code,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return code;
}

function ping(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write('PING\r\n'));
    socket.once('error', reject);
    socket.once('close', () => reject(Object.assign(new Error('closed without an answer'), { code: 'CLOSED' })));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
  });
}
