import { connect } from 'node:net';
import { startRedis } from '../../src/wire/redis.ts';

const { PATH = '' } = process.env;

test('the Redis that REDIS_URL names is used, and its password is not reported', async () => {
  const redis = await startRedis({ PATH, REDIS_URL: 'redis://user:secret@127.0.0.1:6379/3' });
  expect(redis).toMatchObject({ name: 'Redis at redis://127.0.0.1:6379/3', url: expect.stringContaining('secret') });
  await redis.close();
});

test('fakeredis is used where there is no redis-server', async () => {
  const redis = await startRedis({ PATH: '/nowhere' });
  expect([redis.name, redis.url]).toEqual(['fakeredis', undefined]);
});

test('an own redis-server answers on the loopback interface until it is closed', async () => {
  const redis = await startRedis({ PATH });
  if (redis.url === undefined) {
    process.stdout.write('not run: no redis-server is installed\n');
    return;
  }
  expect(await ping(redis.url)).toBe('+PONG\r\n');
  await redis.close();
  await expect(ping(redis.url)).rejects.toThrow('ECONNREFUSED');
});

function ping(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write('PING\r\n'));
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
  });
}
