import { planCleanup, runCleanup } from '../../src/broker/retention/clean.ts';
import { parseCleanupSettings } from '../../src/broker/retention/settings.ts';
import { brokerSettings } from '../../src/broker/settings.ts';
import type { Db } from '../../src/broker/store/database.ts';
import { openDatabase } from '../../src/broker/store/open-database.ts';
import { DEFAULT_KEEP, parseKeepSelectors } from '../../src/matrix/keep-selector.ts';
import { History } from '../support/history.ts';
import { startTestBroker } from '../support/test-broker.ts';
import { useBroker } from '../support/use-broker.ts';
import { waitUntil } from '../support/wait-until.ts';

const day = 86_400;
const now = () => new Date();

describe('clean-up', () => {
  let db: Db;
  afterEach(() => db.destroy()); // before the database is removed
  const broker = useBroker({ database: 'file', perTest: true });
  const history = new History(broker);
  beforeEach(async () => {
    db = await openDatabase(broker.database, now);
  });

  const daysAgo = (days: number) => broker.pass(-days * day);
  const today = (days: number) => broker.pass(days * day);
  const versions = async (pacticipant: string): Promise<string[]> =>
    (await broker.ask('GET', `/pacticipants/${pacticipant}/versions`)).body._embedded.versions.map(
      ({ number }: { number: string }) => number,
    );

  test('versions in use, recent versions and the newest of each branch and tag are retained', async () => {
    daysAgo(100);
    for (const number of ['1', '2', '3', '4', '5', '6', '7']) await history.publish('heron', number, [number]);
    await history.version('heron', '2', { branch: 'main' });
    await history.version('heron', '3', { branch: 'main' });
    await history.version('heron', '1', { tags: ['dev'] });
    await history.version('heron', '4', { tags: ['dev'] });
    await history.deploy('heron', '5', 'production');
    await history.release('heron', '6', 'test');
    today(100);
    await history.publish('heron', '9', ['9']);
    expect((await planCleanup(db, now())).versions.map(({ number }) => number)).toEqual(['1', '2', '7']);
    const { tables } = await runCleanup(db, now());
    expect(tables.versions).toEqual({ deleted: 3, kept: 5 });
    expect(tables.pact_publications.deleted).toBe(3);
    expect(tables.pact_versions.deleted).toBe(3);
    expect(await versions('heron')).toEqual(['9', '6', '5', '4', '3']);
  });

  test('the oldest versions are deleted first, up to the limit', async () => {
    daysAgo(100);
    for (const number of ['1', '2', '3', '4']) await history.publish('heron', number, ['a']);
    today(100);
    await runCleanup(db, now(), { limit: 2 });
    expect(await versions('heron')).toEqual(['4', '3']);
  });

  test('deployed versions are retained with any selectors', async () => {
    for (const number of ['1', '2', '3']) await history.version('heron', number, { branch: 'main' });
    await history.deploy('heron', '1', 'production');
    const keep = parseKeepSelectors('[{"pacticipant_name":"nobody","max_age":1}]', 'a test');
    await runCleanup(db, now(), { keep });
    expect(await versions('heron')).toEqual(['1']);
    expect((await broker.ask('GET', '/pacticipants/heron/branches/main/latest-version')).body.number).toBe('1');
  });

  test('a branch without new versions is deleted without its newest version', async () => {
    daysAgo(100);
    await history.version('heron', '1', { branch: 'main' });
    await history.version('heron', '2', { branch: 'feat' });
    today(100);
    const options = { keep: parseKeepSelectors('[{"latest":true},{"main_branch":true}]', 'a test') };
    expect((await planCleanup(db, now(), options)).branches).toEqual([{ pacticipant: 'heron', name: 'feat' }]);
    expect((await runCleanup(db, now(), options)).tables.branches).toEqual({ deleted: 1, kept: 1 });
    expect(await versions('heron')).toEqual(['2', '1']);
  });

  test('a branch stays while a version is retained by it', async () => {
    daysAgo(100);
    for (const branch of ['main', 'feat', 'old']) await history.version('heron', branch, { branch });
    today(100);
    for (let run = 0; run < 3; run += 1) await runCleanup(db, now());
    expect(await versions('heron')).toEqual(['old', 'feat', 'main']);
  });

  test('superseded results are deleted unless they decide whether a pact is pending', async () => {
    await history.publish('heron', '1', ['a'], { branch: 'main' });
    const from = (body: object) => broker.ask('POST', '/pacts/provider/core/for-verification', body);
    const pending = async () =>
      (await from({ consumerVersionSelectors: [{ mainBranch: true }], includePendingStatus: true })).body._embedded
        .pacts[0].verificationProperties.pending;
    daysAgo(10);
    for (const success of [false, true, true, true, false, false]) await history.verify('9', 'heron', '1', success);
    today(10);
    expect(await pending()).toBe(false);
    expect((await planCleanup(db, now())).supersededResults).toBe(3);
    expect((await runCleanup(db, now())).tables.verifications).toEqual({ deleted: 3, kept: 3 });
    expect(await pending()).toBe(false);
    expect((await runCleanup(db, now())).tables.verifications.deleted).toBe(0);
  });

  test('a broker cleans up on schedule', async () => {
    daysAgo(100);
    for (const number of ['1', '2']) await history.publish('heron', number, ['a']);
    const lines: string[] = [];
    const schedule = { cron: '* * * * * *', dryRun: false, options: {} };
    const other = await startTestBroker({
      database: broker.database,
      clean: schedule,
      log: (line) => lines.push(line),
    });
    await waitUntil(() => lines.length > 0);
    await other.close();
    expect(lines[0]).toMatch(/^clean-up: deleted 1 versions \(1 kept\), 1 pact publications/);
    today(100);
    expect(await versions('heron')).toEqual(['2']);
  });
});

describe('clean-up settings', () => {
  test('selectors have the format of the official broker', () => {
    const written =
      '[{"latest": true, "branch": true}, {"max_age": 30, "environment_name": "prod"}, {"mainBranch": true}]';
    expect(parseKeepSelectors(written, 'x')).toEqual([
      { latest: true, branch: true },
      { maxAge: 30, environment: 'prod' },
      { mainBranch: true },
      { deployed: true },
      { released: true },
    ]);
  });

  test.each([
    ['[', /not JSON.*\n.*--keep/],
    ['[]', /is empty/],
    ['{}', /has no members/],
    ['[{"max_age":"old"}]', /maxAge/],
    ['[{"brunch":true}]', /brunch/],
  ])('the selectors %s are refused', (json, words) => expect(() => parseKeepSelectors(json, '--keep')).toThrow(words));

  test('nothing is deleted by default', () => {
    expect(brokerSettings({}).clean).toBeUndefined();
    expect(parseCleanupSettings({})).toMatchObject({ enabled: false, cron: '15 2 * * *', options: {} });
    expect(DEFAULT_KEEP).toContainEqual({ deployed: true });
  });

  test('an invalid schedule is refused', () => {
    expect(() => parseCleanupSettings({ PACT_BROKER_DATABASE_CLEAN_CRON_SCHEDULE: 'at night' })).toThrow(
      /CRON_SCHEDULE/,
    );
  });

  test('an enabled clean-up has a schedule and a limit', () => {
    const enabled = { PACT_BROKER_DATABASE_CLEAN_ENABLED: 'true', PACT_BROKER_DATABASE_CLEAN_DELETION_LIMIT: '7' };
    expect(brokerSettings(enabled).clean).toEqual({ cron: '15 2 * * *', dryRun: false, options: { limit: 7 } });
  });
});
