import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Grid } from '../../src/verification/compatibility-grid.ts';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { waitUntil } from '../support/wait-until.ts';
import { runInFolder } from './support/run-in-folder.ts';

const RELEASES = '>=1.2.29,<1.2.40';

whenIndexIsReachable('pact:history in several runs', () => {
  const databaseIn = (folder: string) => ({
    ...process.env,
    PACT_BROKER_DATABASE_URL: join(folder, 'broker.sqlite'),
  });
  const publish = async (folder: string) => {
    const pair = ['--consumer', 'market-data-ibkr==1.1.7', '--provider', 'market-data-core', '--with', '1.4.61'];
    const { exit } = runInFolder(folder, ['pact:usage', ...pair, '--publish'], databaseIn(folder));
    expect(await exit).toBe(0);
  };
  const start = (folder: string, broker: string, ...args: string[]) => {
    const history = ['pact:history', '--provider', 'market-data-core', '--releases', RELEASES, '--json', ...args];
    return runInFolder(folder, history, databaseIn(broker));
  };
  const finish = async (folder: string, broker: string, ...args: string[]) => {
    const { output, exit } = start(folder, broker, ...args);
    return { exit: await exit, grid: JSON.parse(output.stdout) as Grid, stderr: output.stderr };
  };
  const verdictsOf = ({ rows }: Grid) =>
    rows.map(({ release, cells }) => [release, cells.map(({ consumer, verdict }) => [consumer, verdict])]);
  const countsOf = (stderr: string) => {
    const [, verified, known] = /^(\d+) pairs? of version and pact verified, (\d+) known/m.exec(stderr) ?? [];
    return { verified: Number(verified), known: Number(known) };
  };

  const whole = temporaryFolder('history-whole');
  let expected: Grid | undefined;
  beforeAll(async () => {
    await publish(whole);
    const { grid, stderr } = await finish(whole, whole);
    expected = grid;
    expect(countsOf(stderr)).toEqual({ verified: grid.rows.length, known: 0 });
  }, 600_000);

  test('a run that is killed while it makes environments goes on where it was, and gives the same grid', async () => {
    const folder = temporaryFolder('history-killed');
    await publish(folder);
    const first = start(folder, folder);
    const isMaking = () => readdirSync(join(folder, '.cache/python')).some((name) => name.includes('.making-'));
    const hasEnded = () => first.child.exitCode !== null;
    const signal = (name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL') => process.kill(-Number(first.child.pid), name);
    await waitUntil(() => first.output.stderr.includes('\n3 of ') || hasEnded(), 500_000);
    // It is stopped before it is looked at: otherwise the environment could be complete when the signal comes.
    for (; !hasEnded(); await sleep(20)) {
      signal('SIGSTOP');
      await sleep(20);
      if (isMaking()) break;
      signal('SIGCONT');
    }
    signal('SIGKILL');
    expect([await first.exit, first.output.stdout, isMaking()]).toEqual([null, '', true]);
    const { grid, stderr } = await finish(folder, folder);
    const { verified, known } = countsOf(stderr);
    process.stdout.write(`not verified again after the kill: ${known} of ${known + verified} pairs\n`);
    expect(known).toBeGreaterThanOrEqual(3);
    expect(verified).toBe(grid.rows.length - known);
    expect([verdictsOf(grid), grid.requirements]).toEqual([expected && verdictsOf(expected), expected?.requirements]);
  }, 600_000);

  test('the results of two shards meet in the broker: another machine verifies nothing and has the whole grid', async () => {
    const [broker, ...machines] = ['broker', '1', '2', '3'].map((name) => temporaryFolder(`history-${name}`)) as [
      string,
      string,
      string,
      string,
    ];
    await publish(broker);
    const [one, two] = await Promise.all([
      finish(machines[0], broker, '--shard', '1/2'),
      finish(machines[1], broker, '--shard', '2/2'),
    ]);
    const { grid, stderr, exit } = await finish(machines[2], broker);
    expect([one.grid.rows.length + two.grid.rows.length, countsOf(stderr)]).toEqual([
      grid.rows.length,
      { verified: 0, known: grid.rows.length },
    ]);
    expect([exit, verdictsOf(grid), grid.requirements]).toEqual([
      1,
      expected && verdictsOf(expected),
      expected?.requirements,
    ]);
    const broken = grid.rows.find(({ release }) => release === '1.2.31')?.cells[0];
    expect(broken?.sentences[0]).toMatch(
      /^market-data-ibkr 1\.1\.7 uses market_data_core\.Bar \(market_data_ibkr\/.*more lines\); in market-data-core 1\.2\.31 Bar is market_data_core\.runtime\.provider_protocol\.Bar, which has no parameters delayed and resolution/,
    );
  }, 600_000);
});
