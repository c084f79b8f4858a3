import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runWithPackages } from './support/run-cli.ts';

whenIndexIsReachable('pact:history', () => {
  const folder = temporaryFolder('history-cli');
  const run = (command: string, ...args: string[]) =>
    runWithPackages(command, args, { PACT_BROKER_DATABASE_URL: join(folder, 'broker.sqlite') });
  const publish = () => {
    const pair = ['--consumer', 'market-data-ibkr==1.1.7', '--provider', 'market-data-core', '--with', '1.4.61'];
    expect(run('pact:usage', ...pair, '--pact-dir', join(folder, 'pacts'), '--publish').status).toBe(0);
  };
  const history = (...args: string[]) =>
    run('pact:history', '--provider', 'market-data-core', '--releases', '==1.2.33', ...args);
  const canMerge = () => run('can-i-merge', '--pacticipant', 'market-data-core', '--version', '1.2.33').status;

  test('a database that was made again gets the results of rows that were stored with the former one', () => {
    publish();
    expect(history().stderr).toContain('1 of 1: 1.2.33\n');
    expect(history().stderr).toContain('1 of 1: 1.2.33 (stored)');
    for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `broker.sqlite${end}`), { force: true });
    publish();
    expect(history().stderr).toContain('1 of 1: 1.2.33\n');
    expect(canMerge()).toBe(0);
  }, 600_000);

  test('a consumer without a pact in force is an error that names those that have one', () => {
    publish();
    const { status, stdout, stderr } = history('--consumer', 'market-data-ibrk');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('market-data-ibrk has no pact with market-data-core in force');
    expect(stderr).toContain('--consumer takes market-data-ibkr');
  }, 600_000);

  test('a consumer is found by another spelling of its name', () => {
    publish();
    const { status, stdout } = history('--consumer', 'Market_Data.IBKR');
    expect([status, stdout.split('\n')[0]?.trim()]).toEqual([0, 'market-data-core  market-data-ibkr 1.1.7']);
  }, 600_000);

  test('a consumer that uses nothing of the provider is an error, and no pact is written', () => {
    const unused = join(folder, 'unused');
    const args = ['--consumer', 'market-data-ibkr==1.1.7', '--provider', 'market-data-store', '--with', '0.6.73'];
    const { status, stderr } = run('pact:usage', ...args, '--pact-dir', unused);
    expect(status).toBe(2);
    expect(stderr).toContain('market-data-ibkr uses no name of market-data-store');
    expect(existsSync(unused)).toBe(false);
  }, 600_000);
});
