import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describeOnPostgres } from '../support/postgres.ts';

describeOnPostgres('a command with a PostgreSQL of its own', () => {
  const start = (...command: string[]) =>
    spawn(process.execPath, ['--import', 'tsx', 'scripts/with-postgres.ts', ...command], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });

  test('finds it by its URL, and has the last word on the exit code', async () => {
    const child = start('sh', '-c', 'echo $TEST_POSTGRES_URL; exit 3');
    const [line] = await once(createInterface(child.stdout), 'line');
    expect(line).toMatch(/^postgres:\/\/.+@127\.0\.0\.1:\d+\/postgres$/);
    expect(await once(child, 'exit')).toEqual([3, null]);
  });

  test.each(['SIGTERM', 'SIGHUP'] as const)('is ended by %s with all that it has started', async (signal) => {
    const child = start('sh', '-c', 'sleep 60 & echo ready; wait');
    await once(createInterface(child.stdout), 'line');
    child.kill(signal);
    await once(child, 'close'); // which waits for whoever could still write
  });
});
