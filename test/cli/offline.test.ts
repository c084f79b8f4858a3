import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import Database from 'libsql';
import { backUp } from '../../src/broker/copies/backup.ts';
import { openOfflineBroker } from '../../src/broker/copies/offline-broker.ts';
import { BrokerClient } from '../../src/broker-client/client.ts';
import { startTestBroker, type TestBroker } from '../support/test-broker.ts';
import { runCli } from './support/run-cli.ts';

const pact = { consumer: { name: 'heron' }, provider: { name: 'otter' }, interactions: [] };
const sha = /pact-version\/(\w+)/;

/** The gate on a copy of a broker, with the broker away. */
describe('can-i-deploy --offline', () => {
  let folder: string;
  let live: TestBroker;
  const at = (name: string) => join(folder, name);
  const ask = (file: string, ...more: string[]) =>
    runCli('can-i-deploy', [
      '--offline',
      at(file),
      '--pacticipant',
      'heron',
      '--to-environment',
      'production',
      ...more,
    ]);

  jest.setTimeout(90_000);
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

  test('answers as the broker does, with the same exit codes, and says how old the copy is', async () => {
    const online = await runCli(
      'can-i-deploy',
      ['--pacticipant', 'heron', '--to-environment', 'production', '--version', '1'],
      { PACT_BROKER_BASE_URL: live.url },
    );
    const unknown = await ask('copy.sqlite', '--version', '1');
    expect([online.exit, unknown.exit]).toEqual([1, 1]);
    expect(unknown.stdout).toMatch(
      /^Asked offline: .*copy\.sqlite tells how things stood on .* UTC, less than a minute ago \(last change/,
    );
    expect(unknown.stdout.split('\n').slice(2).join('\n')).toBe(online.stdout);
    expect((await ask('copy.sqlite', '--version', '2')).exit).toBe(0);
  });

  test('asks a file that a broker is writing to, as it is now', async () => {
    const { exit, stdout } = await ask('live.sqlite', '--version', '2', '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'yes', offline: { file: at('live.sqlite') } });
  });

  test('changes neither the file nor its folder, and needs to write to neither', async () => {
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

  test('asks no copy that is older than --max-age', async () => {
    aged('copy.sqlite', 'aged.sqlite');
    const old = await ask('aged.sqlite', '--version', '2', '--max-age', '24h');
    expect(old).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(/COPY_TOO_OLD: .*5 days ago/) });
  });

  test('asks a file of an older version too, and leaves it as it is', async () => {
    changed('drop table tag_successes', "delete from kysely_migration where name >= '003'");
    const before = readFileSync(at('odd.sqlite'));
    const copy = await openOfflineBroker(at('odd.sqlite'));
    expect((await new BrokerClient(copy.access).get('/pacticipants/heron')).name).toBe('heron');
    await copy.close();
    expect(readFileSync(at('odd.sqlite')).equals(before)).toBe(true);
    rmSync(at('odd.sqlite'));
  });

  test('a file that cannot be asked is a 2 with a next step', async () => {
    const { exit, stdout, stderr } = await ask('nowhere.sqlite', '--version', '2');
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(/^error DATABASE_MISSING: .*nowhere\.sqlite\n {2}\S/);
  });

  test.each([
    ['DATABASE_MISSING', () => undefined],
    ['DATABASE_FOREIGN', () => writeFileSync(at('odd.sqlite'), 'no database at all, only some text')],
    ['DATABASE_FOREIGN', () => new Database(at('odd.sqlite')).exec('create table t (x)')],
    ['DATABASE_NEWER', () => changed("insert into kysely_migration values ('999_later', '2030')")],
    ['DATABASE_DAMAGED', () => damaged()],
    ['DATABASE_DAMAGED', () => cut()],
  ])('%s: a file that cannot be asked is refused', async (code, make) => {
    rmSync(at('odd.sqlite'), { force: true });
    make();
    await expect(openOfflineBroker(at('odd.sqlite'))).rejects.toMatchObject({
      code,
      message: expect.stringContaining('odd.sqlite'),
    });
  });

  function changed(...statements: string[]): void {
    backUp(at('copy.sqlite'), at('odd.sqlite'));
    const database = new Database(at('odd.sqlite'));
    for (const statement of statements) database.exec(statement);
    database.close();
  }

  /** The copy as it would be had all of it happened four days ago, the copying too. */
  function aged(from: string, to: string): void {
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

  function damaged(): void {
    backUp(at('copy.sqlite'), at('odd.sqlite'));
    const bytes = readFileSync(at('odd.sqlite'));
    bytes.fill(0xa5, 8192, bytes.length - 4096);
    writeFileSync(at('odd.sqlite'), bytes);
  }

  function cut(): void {
    backUp(at('copy.sqlite'), at('odd.sqlite'));
    truncateSync(at('odd.sqlite'), 20_480);
  }
});
