import { findMissingResults } from '../../../src/gate/missing-results/missing-results.ts';
import { missingResultsReport, presentMissingResults } from '../../../src/gate/missing-results/report.ts';
import { callCommand } from '../../cli/support/call-command.ts';
import { History } from '../../support/history.ts';
import { json, nobody, startServer } from '../../support/test-server.ts';
import { useBroker } from '../../support/use-broker.ts';

const broker = useBroker({ perTest: true });
const history = new History(broker);
beforeEach(async () => {
  await history.publish('pipeline', '1', ['a'], { branch: 'main' });
  await history.version('core', '1.1.0', { branch: 'main' });
});

/** `consumer version → provider version`, each with its main branch and environments. */
async function missingPairs(): Promise<string[]> {
  const { missing } = await findMissingResults({ url: broker.url });
  const side = ({ version, mainBranch, environments }: (typeof missing)[number]['consumer']) =>
    `${version} (${[mainBranch, ...environments].filter(Boolean).join(' ')})`;
  return missing.map(({ consumer, provider }) => `${side(consumer)} → ${side(provider)}`).sort();
}

describe('findMissingResults', () => {
  test('finds the newest versions of both main branches', async () => {
    expect(await missingPairs()).toEqual(['1 (main) → 1.1.0 (main)']);
  });

  test('does not list a pair with a failed result', async () => {
    await history.verify('1.1.0', 'pipeline', '1', false);
    expect(await missingPairs()).toEqual([]);
  });

  test('does not list a new version with verified content', async () => {
    await history.verify('1.1.0', 'pipeline', '1', true);
    await history.publish('pipeline', '2', ['a'], { branch: 'main' });
    expect(await missingPairs()).toEqual([]);
  });

  test('lists a new version with changed content', async () => {
    await history.verify('1.1.0', 'pipeline', '1', true);
    await history.publish('pipeline', '2', ['a', 'b'], { branch: 'main' });
    expect(await missingPairs()).toEqual(['2 (main) → 1.1.0 (main)']);
  });

  test('pairs deployed and released versions with main branches and within an environment', async () => {
    await history.deploy('pipeline', '1', 'production');
    await history.publish('pipeline', '2', ['b'], { branch: 'main' });
    await history.version('core', '1.0.0');
    await history.release('core', '1.0.0', 'production');
    await history.version('core', '0.9.0');
    await history.release('core', '0.9.0', 'test');
    expect(await missingPairs()).toEqual([
      '1 (production) → 1.0.0 (production)',
      '1 (production) → 1.1.0 (main)',
      '2 (main) → 0.9.0 (test)',
      '2 (main) → 1.0.0 (production)',
      '2 (main) → 1.1.0 (main)',
    ]);
    await history.verify('1.0.0', 'pipeline', '1', true);
    await history.verify('1.0.0', 'pipeline', '2', true);
    expect(await missingPairs()).toEqual([
      '1 (production) → 1.1.0 (main)',
      '2 (main) → 0.9.0 (test)',
      '2 (main) → 1.1.0 (main)',
    ]);
  });

  test('ignores other branches', async () => {
    await history.verify('1.1.0', 'pipeline', '1', true);
    await history.publish('pipeline', '2', ['b'], { branch: 'feat/x' });
    await history.version('core', '1.2.0', { branch: 'feat/y' });
    expect(await missingPairs()).toEqual([]);
  });
});

describe('a pair without the data for a result', () => {
  test('is listed as never published if the provider has no version', async () => {
    await history.verify('1.1.0', 'pipeline', '1', true);
    await history.publish('pipeline', '2', ['a'], { branch: 'main', provider: 'feed' });
    await history.mainBranch('feed', 'trunk');
    expect(presentMissingResults(await findMissingResults({ url: broker.url }))).toMatchObject({
      verdict: 'none',
      missing: [],
      neverPublished: [
        { kind: 'nothing on main', pacticipant: 'feed', mainBranch: 'trunk' },
        { kind: 'no pact in force', pacticipant: 'pipeline', provider: 'core' },
      ],
    });
  });

  test('is unknown if a pacticipant has no main branch', async () => {
    await history.publish('store', '1', ['a'], { branch: 'base' });
    await history.verify('1.1.0', 'pipeline', '1', true);
    const results = await findMissingResults({ url: broker.url });
    expect(presentMissingResults(results)).toMatchObject({ verdict: 'unknown', unknown: [{ pacticipant: 'store' }] });
    expect(missingResultsReport(results)).toMatch(
      /create-or-update-pacticipant --name store --main-branch '<branch>' --broker-base-url.*UNKNOWN: .*store\./s,
    );
  });
});

describe('npm run missing-results', () => {
  const run = (args: string[] = [], url = broker.url) =>
    callCommand('missing-results', args, { PACT_BROKER_BASE_URL: url });

  test('prints the pairs with the next step and exits with 1', async () => {
    const { exit, stdout } = await run();
    expect([exit, stdout]).toEqual([
      1,
      [
        '  consumer  version  in    provider  version  in',
        '  pipeline  1        main  core      1.1.0    main',
        '',
        '  Let the build of core 1.1.0 verify it and publish the result.',
        '',
        'MISSING: 1 pair has no verification result.',
        '',
      ].join('\n'),
    ]);
  });

  test('--provider limits the pairs to one provider', async () => {
    expect(await run(['--provider', 'feed'])).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^NONE/) });
  });

  test("--json lists core's versions as the matrix of a job", async () => {
    const core = { provider: 'market-data-core' };
    await history.publish('market_data_pipeline', '1', ['a'], { branch: 'main', ...core });
    await history.publish('store', '1', ['a'], { branch: 'main', ...core });
    await history.version('market-data-core', '1.1.0+0123456789ab', { branch: 'main' });
    await history.version('market-data-core', '1.0.0');
    await history.version('market-data-core', 'by-hand');
    await history.release('market-data-core', '1.0.0', 'production');
    await history.release('market-data-core', 'by-hand', 'production');
    const { exit, stdout } = await run(['--provider', 'market-data-core', '--json']);
    expect([exit, stdout.trim().split('\n')]).toEqual([1, [expect.any(String)]]);
    expect(JSON.parse(stdout).missing).toHaveLength(6);
    expect(JSON.parse(stdout).cores).toEqual({
      include: [
        { core_version: '1.1.0+0123456789ab', core_branch: 'main' },
        { core_version: '1.0.0', core_branch: '' },
      ],
    });
  });

  test('exits with 2 if the broker refuses the query', async () => {
    const refusing = await startServer(json(400, { errors: ['no'] }));
    expect((await run([], refusing.url)).exit).toBe(2);
    await refusing.close();
  });

  test('exits with 2 if the broker is unreachable', async () => {
    expect(await run([], nobody)).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('BROKER_UNREACHABLE'),
    });
  });
});
