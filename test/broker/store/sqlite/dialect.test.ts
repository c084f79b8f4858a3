import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import Database from 'libsql';
import { openDatabase } from '../../../../src/broker/store/open-database.ts';
import { retryWhileBusy } from '../../../../src/broker/store/sqlite/dialect.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** Fails with these codes, one after the other, then succeeds. */
function busyWith(...codes: string[]) {
  const tries: (string | undefined)[] = [];
  const attempt = async () => {
    const code = codes[tries.length];
    tries.push(code);
    if (code) throw Object.assign(new Error('database is locked'), { code });
  };
  return { attempt, tries };
}

test('each kind of busy error is retried', async () => {
  const { attempt, tries } = busyWith('SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_BUSY_RECOVERY', 'SQLITE_LOCKED');
  await retryWhileBusy(attempt);
  expect(tries).toHaveLength(5);
});

test('other errors are not retried', async () => {
  const { attempt, tries } = busyWith('SQLITE_FULL');
  await expect(retryWhileBusy(attempt)).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  expect(tries).toHaveLength(1);
});

test('a write outside a transaction waits while another process holds the write lock', async () => {
  const file = join(temporaryFolder('write-lock'), 'broker.sqlite');
  const db = await openDatabase(file, () => new Date());
  const other = new Database(file);
  other.exec('begin immediate; create table herons (name text)');
  const written = sql`create table egrets (name text)`.execute(db);
  await delay(100);
  other.exec('commit');
  await written;
  await sql`create table ibises (name text)`.execute(db);
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where name in ('herons', 'egrets', 'ibises') order by name`.execute(db);
  expect(rows.map(({ name }) => name)).toEqual(['egrets', 'herons', 'ibises']);
  other.close();
  await db.destroy();
});
