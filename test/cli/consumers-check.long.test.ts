import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runWithPackages } from './support/run-cli.ts';

whenIndexIsReachable('consumers:check on published packages', () => {
  const folder = temporaryFolder('consumers-check');
  const listOf = (name: string, consumers: readonly object[], provider = 'market-data-core') => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify({ format: 2, provider, consumers }));
    return file;
  };
  const check = (ref: string, file: string) => runCheck('--provider-ref', ref, '--from', file, '--json');
  /** Without a broker. */
  const runCheck = (...args: string[]) =>
    runWithPackages('consumers:check', args, { CI: 'true', PACT_BROKER_BASE_URL: '', PACT_BROKER_DATABASE_URL: '' });
  const ibkr = {
    name: 'market-data-ibkr',
    hasPact: false,
    inEnvironments: [{ version: '1.1.2', environments: ['production'], hasPact: false }],
  };

  test('a release that breaks the deployed and the newest release of a consumer without a pact is a no', () => {
    const { status, stdout } = check('1.2.31', listOf('ibkr', [ibkr]));
    const { consumers } = JSON.parse(stdout);
    expect([status, consumers.length]).toEqual([1, 2]);
    const deployed = consumers.find(({ version }: { version: string }) => version === '1.1.2');
    expect(deployed).toMatchObject({ why: 'in production', verdict: 'no', requirementAllows: true });
    expect(deployed.details[0]).toMatch(
      /^market-data-ibkr 1\.1\.2 calls Bar\(.*\(market_data_ibkr\/mapping\.py:50\); in/,
    );
  }, 600_000);

  test('a release that fits is a yes', () => {
    const { status, stdout } = check('1.4.61', listOf('fits', [ibkr]));
    expect([status, JSON.parse(stdout).exitCode]).toEqual([0, 0]);
  }, 600_000);

  test('a consumer that is on no index and has no pact is missing', () => {
    const unknown = { name: 'market-data-not-published', hasPact: false, inEnvironments: [] };
    const { status, stdout } = check('1.4.61', listOf('missing', [unknown]));
    expect([status, JSON.parse(stdout).consumers]).toEqual([
      1,
      [{ consumer: unknown.name, verdict: 'missing', details: [expect.stringContaining('pact:usage')] }],
    ]);
  }, 600_000);

  test('named consumers are checked without a broker, and the output says that only they are', () => {
    const targets = join(folder, 'targets.json');
    const target = { owner: 'o', repo: 'market-data-ibkr', inputs: { core_ref: '{core_sha}' } };
    writeFileSync(targets, JSON.stringify({ core: { owner: 'o', repo: 'market-data-core' }, targets: [target] }));
    const named = ['--consumer', 'market-data-ibkr', '--targets', targets];
    const { status, stdout } = runCheck('--provider-ref', '1.2.31', ...named, '--json');
    const { note, consumers } = JSON.parse(stdout);
    expect([status, note]).toEqual([1, expect.stringContaining('no broker is configured')]);
    expect(consumers).toMatchObject([{ consumer: 'market-data-ibkr', why: 'the newest release', verdict: 'no' }]);
  }, 600_000);

  test('a deployed version that is no release is answered by its own pact only, and is missing without one', () => {
    const placed = (version: string, hasPact: boolean) => ({ version, environments: ['staging'], hasPact });
    const consumer = {
      ...ibkr,
      hasPact: true,
      inEnvironments: [placed('1.1.7+with', true), placed('1.1.7+without', false)],
    };
    const { status, stdout } = check('1.4.61', listOf('unreleased', [consumer]));
    const { consumers } = JSON.parse(stdout);
    expect([status, consumers.map(({ verdict }: { verdict: string }) => verdict)]).toEqual([
      1,
      ['yes', 'by its pact', 'missing'],
    ]);
    expect(consumers[2].details).toEqual([
      expect.stringMatching(/^1\.1\.7\+without, in staging, is not a release, and no pact of it is known/),
    ]);
  }, 600_000);

  test('an application whose name no distribution can have is answered by its pact', () => {
    const { status, stdout } = check(
      '1.4.61',
      listOf('application', [{ name: 'Order Page', hasPact: true, inEnvironments: [] }]),
    );
    expect([status, JSON.parse(stdout).consumers]).toMatchObject([
      1,
      [{ consumer: 'Order Page', verdict: 'by its pact' }],
    ]);
  }, 600_000);

  test('the list of another provider is refused', () => {
    const { status, stdout } = check('1.4.61', listOf('other', [], 'wren'));
    expect([status, JSON.parse(stdout)]).toMatchObject([2, { error: { code: 'CONSUMERS_UNREADABLE' } }]);
  });
});
