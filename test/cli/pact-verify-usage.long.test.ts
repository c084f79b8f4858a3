import { join } from 'node:path';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runWithPackages } from './support/run-cli.ts';

/** Published packages: for each release of the provider the sentence that `pact:verify` prints, or undefined if the release fits. */
const pairs = [
  {
    consumer: 'market-data-ibkr==1.1.7',
    provider: 'market-data-core',
    with: '1.4.61',
    releases: {
      '1.4.61': undefined,
      '1.2.33': undefined,
      '1.2.31':
        /market-data-ibkr 1\.1\.7 calls Bar\(.*\) \(market_data_ibkr\/mapping\.py:50\); in market-data-core 1\.2\.31 Bar is market_data_core\.runtime\.provider_protocol\.Bar, which has no parameters delayed and resolution, and needs (provider and interval|interval and provider)/,
    },
  },
  {
    consumer: 'typer==0.15.2',
    provider: 'click',
    with: '8.1.8',
    releases: { '8.2.0': /typer 0\.15\.2 .*typer\/core\.py:501.*in click 8\.2\.0 .*make_metavar needs ctx/ },
  },
  {
    consumer: 'openai==1.50.0',
    provider: 'httpx',
    with: '0.27.2',
    releases: { '0.28.0': /openai 1\.50\.0 .*_base_client\.py:849.*in httpx 0\.28\.0 .*has no parameter proxies/ },
  },
] as const;

whenIndexIsReachable('pact:verify with the usage of published packages', () => {
  const folder = temporaryFolder('verify-usage');
  const run = (command: string, ...args: string[]) =>
    runWithPackages(command, args, { PACT_BROKER_DATABASE_URL: join(folder, 'broker.sqlite') });

  describe.each(pairs)('$consumer with $provider', ({ consumer, provider, with: release, releases }) => {
    const file = join(folder, `${consumer.split('==')[0]}-${provider}.json`);
    beforeAll(() => {
      run('pact:usage', '--consumer', consumer, '--provider', provider, '--with', release, '--pact-dir', folder);
    }, 600_000);

    test.each(Object.entries<RegExp | undefined>(releases))(
      '%s',
      (number, sentence) => {
        const args = ['--provider', provider, '--provider-ref', number, '--pact-url', file, '--no-publish'];
        const { status, stdout } = run('pact:verify', ...args);
        if (sentence) expect(stdout).toMatch(sentence);
        expect(status).toBe(sentence ? 1 : 0);
      },
      600_000,
    );
  });

  test('the result is in the matrix, and the gate answers from it', () => {
    const consumer = ['--consumer', 'market-data-ibkr==1.1.7', '--provider', 'market-data-core', '--with', '1.4.61'];
    expect(run('pact:usage', ...consumer, '--pact-dir', join(folder, 'published'), '--publish').status).toBe(0);
    expect(run('pact:verify', '--core-ref', '1.2.31').status).toBe(1);
    expect(run('pact:verify', '--core-ref', '1.2.33').status).toBe(0);
    const may = (version: string) =>
      run('can-i-merge', '--pacticipant', 'market-data-core', '--version', version).status;
    expect([may('1.2.31'), may('1.2.33')]).toEqual([1, 0]);
  }, 600_000);
});
