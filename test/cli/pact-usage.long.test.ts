import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutUsage } from '../../src/pact/usage-part.ts';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runWithPackages } from './support/run-cli.ts';

whenIndexIsReachable('pact:usage with published packages', () => {
  const folder = temporaryFolder('usage-command');
  const run = (...args: string[]) =>
    runWithPackages('pact:usage', ['--pact-dir', folder, ...args], {
      PACT_BROKER_DATABASE_URL: join(folder, 'broker.sqlite'),
    });

  test('a release of a consumer is read with the newest release that it allows, and published at its version', () => {
    const { stdout, stderr, status } = run(
      '--consumer',
      'market-data-ibkr==1.1.7',
      '--provider',
      'market-data-core',
      '--publish',
    );
    expect(stdout).toMatch(/market-data-ibkr 1\.1\.7 uses 12 names of market-data-core 1\.\d+\.\d+/);
    expect(stdout).toContain('it requires <2.0.0,>=1.2.9');
    expect(stderr).toMatch(/read 0 of \d+ files that use market_data_core/);
    expect(stdout).not.toContain('read 0 of');
    expect(stdout).toMatch(/market_data_core\.Bar +1 call, 2 members +it fails +market_data_ibkr\/mapping\.py:7/);
    expect(stdout).toContain('published: market-data-ibkr 1.1.7 (main)');
    expect(status).toBe(0);
  }, 600_000);

  test('a use that does not fit comes first, and is left out when it is accepted', () => {
    const name = 'market_data_pipeline-market-data-core.json';
    const messages = readFileSync(join('pacts', name), 'utf8');
    copyFileSync(join('pacts', name), join(folder, name));
    const args = ['--consumer', 'market-data-pipeline==0.8.70', '--provider', 'market-data-core', '--with', '1.4.61'];
    const found = run(...args);
    expect(found.stdout.split('\n')[0]).toBe(
      '✘ market-data-pipeline 0.8.70 does not fit market-data-core 1.4.61: calls ProviderRegistry(argument 1); ProviderRegistry is a protocol, which cannot be instantiated (market_data_pipeline/jobs/runner.py:106)',
    );
    expect(found.stdout).toMatch(/--with 1\.4\.61 --pact-dir \S+ --accept-findings '<reason>'/);
    expect(found.status).toBe(1);
    const accepted = run(...args, '--accept-findings', 'only the job runner', '--json');
    expect(accepted.status).toBe(0);
    expect(JSON.parse(accepted.stdout)).toMatchObject({
      fits: true,
      held: { accepted: [{ locations: [expect.any(String)] }] },
    });
    expect(withoutUsage(readFileSync(join(folder, name), 'utf8'))).toBe(messages);
    const again = run(...args);
    expect(again.stdout).toContain('accepted, left out of the contract: calls ProviderRegistry(argument 1)');
    expect(again.status).toBe(0);
  }, 600_000);

  test('a release that cannot be imported is undetermined, and not a consumer that uses nothing of it', () => {
    const { status, stderr } = run('--consumer', 'amqp==2.6.1', '--provider', 'vine', '--with', '1.3.0');
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/USAGE_NOT_JUDGEABLE: .*\d+ names of vine 1\.3\.0 that amqp uses.*formatargspec/),
    ]);
  }, 600_000);
});
