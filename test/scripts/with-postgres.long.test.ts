import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describeOnPostgres } from '../support/postgres.ts';

describeOnPostgres('a command with its own PostgreSQL', () => {
  const start = (...command: string[]) =>
    spawn(process.execPath, ['--import', 'tsx', 'scripts/with-postgres.ts', ...command], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });

  test('has the URL in the environment and decides the exit code', async () => {
    const child = start('sh', '-c', 'echo $TEST_POSTGRES_URL; exit 3');
    const ended = once(child, 'exit');
    const [line] = await once(createInterface(child.stdout), 'line');
    expect(line).toMatch(/^postgres:\/\/.+@127\.0\.0\.1:\d+\/postgres$/);
    expect(await ended).toEqual([3, null]);
  });

  test.each(['SIGTERM', 'SIGHUP'] as const)('ends with all its child processes on %s', async (signal) => {
    const child = start('sh', '-c', 'sleep 60 & echo ready; wait');
    const closed = once(child, 'close');
    await once(createInterface(child.stdout), 'line');
    child.kill(signal);
    await closed; // when no process has the pipe open any more
  });
});
