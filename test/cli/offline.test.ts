import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { backUp } from '../../src/broker/copies/backup.ts';
import { openOfflineBroker } from '../../src/broker/copies/offline-broker.ts';
import { BrokerClient } from '../../src/broker-client/client.ts';
import { startTestBroker, type TestBroker } from '../support/test-broker.ts';
import { callCommand } from './support/call-command.ts';

const pact = { consumer: { name: 'heron' }, provider: { name: 'otter' }, interactions: [] };
const sha = /pact-version\/(\w+)/;

/** The gate with a copy of a broker, without a connection to the broker. */
describe('can-i-deploy --offline', () => {
  let folder: string;
  let live: TestBroker;
  const at = (name: string) => join(folder, name);
  const ask = (file: string, ...more: string[]) =>
    callCommand('can-i-deploy', [
      '--offline',
      at(file),
      '--pacticipant',
      'heron',
      '--to-environment',
      'production',
      ...more,
    ]);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offline-'));
    live = await startTestBroker({ database: at('live.sqlite') });
    await live.ask('PUT', '/pacts/provider/otter/consumer/heron/version/1', pact);
    const { body } = await live.ask('PUT', '/pacts/provider/otter/consumer/heron/version/2', { ...pact, messages: [] });
    const [, content] = sha.exec(body._links['pb:pact-version'].href) ?? [];
    const results = `/pacts/provider/otter/consumer/heron/pact-version/${content}/verification-results`;
    await live.ask('POST', results, { success: true, providerApplicationVersion: '7' });
    const { body: environments } = await live.ask('GET', '/environments?name=production');
    const [{ uuid }] = environments._embedded.environments;
    await live.ask('POST', `/pacticipants/otter/versions/7/deployed-versions/environment/${uuid}`, {});
    backUp(at('live.sqlite'), at('copy.sqlite'), { now: () => new Date(Date.now() - 5 * 3_600_000) });
  });
  afterAll(async () => {
    await live.close();
    rmSync(folder, { recursive: true });
  });

  test('prints the same report and exit code as with the broker', async () => {
    const online = await callCommand(
      'can-i-deploy',
      ['--pacticipant', 'heron', '--to-environment', 'production', '--version', '1'],
      { PACT_BROKER_BASE_URL: live.url },
    );
    const unknown = await ask('copy.sqlite', '--version', '1');
    expect([online.exit, unknown.exit]).toEqual([1, 1]);
    expect(unknown.stdout.split('\n').slice(2).join('\n')).toBe(online.stdout);
  });

  test('prints the age of the copy', async () => {
    const { exit, stdout } = await ask('copy.sqlite', '--version', '2');
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /^Offline verdict: .*copy\.sqlite has the state of .* UTC, (less than a minute|1 minute|\d+ minutes) ago \(last change/,
    );
  });

  test('reads the current state of a file that a broker writes to', async () => {
    const { exit, stdout } = await ask('live.sqlite', '--version', '2', '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'yes', offline: { file: at('live.sqlite') } });
  });

  test('needs no write permission for the file and its folder', async () => {
    const hash = () =>
      createHash('sha1')
        .update(readFileSync(at('copy.sqlite')))
        .digest('hex');
    const before = [hash(), readdirSync(folder)];
    chmodSync(at('copy.sqlite'), 0o400);
    chmodSync(folder, 0o500);
    const { exit } = await ask('copy.sqlite', '--version', '2');
    chmodSync(folder, 0o700);
    chmodSync(at('copy.sqlite'), 0o600);
    expect(exit).toBe(0);
    expect([hash(), readdirSync(folder)]).toEqual(before);
  });

  test('refuses a copy that is older than --max-age', async () => {
    createAged('copy.sqlite', 'aged.sqlite');
    const old = await ask('aged.sqlite', '--version', '2', '--max-age', '24h');
    expect(old).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(/COPY_TOO_OLD: .*5 days ago/) });
  });

  test('reads a file of an older version without migrating it', async () => {
    const index = 'verifications_by_pact_version_id_provider_version_id';
    createChanged(
      `drop index ${index}_success_id`,
      `create index ${index}_id on verifications (pact_version_id, provider_version_id, id)`,
      'drop table tag_successes',
      'drop trigger count_added_result',
      'drop trigger count_deleted_result',
      'drop trigger count_added_branch_version',
      'drop trigger count_deleted_branch_version',
      'drop table result_counts',
      'drop table versions_on_branches',
      "delete from kysely_migration where name >= '003'",
    );
    const before = readFileSync(at('odd.sqlite'));
    const copy = await openOfflineBroker(at('odd.sqlite'));
    expect((await new BrokerClient(copy.access).get('/pacticipants/heron')).name).toBe('heron');
    await copy.close();
    expect(readFileSync(at('odd.sqlite')).equals(before)).toBe(true);
    rmSync(at('odd.sqlite'));
  });

  test('exits with 2 if the file does not exist', async () => {
    const { exit, stdout, stderr } = await ask('missing.sqlite', '--version', '2');
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(/^error DATABASE_MISSING: .*missing\.sqlite\n {2}\S/);
  });

  test.each([
    ['DATABASE_MISSING', 'no file', () => undefined],
    ['DATABASE_NOT_A_BROKER', 'a text file', () => writeFileSync(at('odd.sqlite'), 'not a database')],
    ['DATABASE_NOT_A_BROKER', 'another database', () => new Database(at('odd.sqlite')).exec('create table t (x)')],
    [
      'DATABASE_NEWER',
      'a newer schema',
      () => createChanged("insert into kysely_migration values ('999_later', '2030')"),
    ],
    ['DATABASE_DAMAGED', 'overwritten pages', () => createDamaged()],
    ['DATABASE_DAMAGED', 'a truncated file', () => createTruncated()],
  ])('fails with %s for %s', async (code, _, make) => {
    rmSync(at('odd.sqlite'), { force: true });
    make();
    await expect(openOfflineBroker(at('odd.sqlite'))).rejects.toMatchObject({
      code,
      message: expect.stringContaining('odd.sqlite'),
    });
  });

  function createChanged(...statements: string[]): void {
    backUp(at('copy.sqlite'), at('odd.sqlite'));
    const database = new Database(at('odd.sqlite'));
    for (const statement of statements) database.exec(statement);
    database.close();
  }

  /** A copy in which every time, including that of the copy, is four and a half days ago. */
  function createAged(from: string, to: string): void {
    const then = new Date(Date.now() - 4.5 * 86_400_000);
    backUp(at(from), at(to));
    const database = new Database(at(to));
    const columns = database
      .prepare(
        "select m.name as t, c.name as c from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and c.name like '%ed_at'",
      )
      .all() as { t: string; c: string }[];
    for (const { t, c } of columns)
      database.exec(`update ${t} set ${c} = '${then.toISOString()}' where ${c} is not null`);
    database.exec(`pragma user_version = ${Math.floor(then.getTime() / 1000)}`);
    database.close();
  }

  function createDamaged(): void {
    backUp(at('copy.sqlite'), at('odd.sqlite'));
    const bytes = readFileSync(at('odd.sqlite'));
    bytes.fill(0xa5, 8192, bytes.length - 4096);
    writeFileSync(at('odd.sqlite'), bytes);
  }

  function createTruncated(): void {
    backUp(at('copy.sqlite'), at('odd.sqlite'));
    truncateSync(at('odd.sqlite'), 20_480);
  }
});
