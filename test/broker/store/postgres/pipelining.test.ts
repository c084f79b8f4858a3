import { Kysely, sql, type Transaction } from 'kysely';
import { createDatabase } from '../../../../scripts/support/postgres.ts';
import { isUnavailable } from '../../../../src/broker/store/database-errors.ts';
import { postgresDialect } from '../../../../src/broker/store/postgres/dialect.ts';
import { lockPacticipant } from '../../../../src/broker/store/postgres/write-conflicts.ts';
import { describeOnPostgres, useCluster } from '../../../support/postgres.ts';

interface Birds {
  birds: { name: string };
}

/** There is one connection, so that state left on it is noticed. */
describeOnPostgres('pipelined writes', () => {
  const cluster = useCluster();
  let db: Kysely<Birds>;
  let other: Kysely<Birds>;
  beforeEach(async () => {
    const { location } = await createDatabase(cluster().url);
    const open = async () => new Kysely<Birds>({ dialect: await postgresDialect(location, { maxConnections: 1 }) });
    [db, other] = [await open(), await open()];
    await sql`create table birds (name text unique)`.execute(db);
  });
  afterEach(() => Promise.all([db.destroy(), other.destroy()]));

  const put = (to: Kysely<Birds>, name: string) => to.insertInto('birds').values({ name }).execute();
  const names = async (of: Kysely<Birds>) =>
    (await of.selectFrom('birds').select('name').orderBy('name').execute()).map(({ name }) => name);
  const within = <T>(work: (transaction: Transaction<Birds>) => Promise<T>) => db.transaction().execute(work);

  test('are executed before the next query', async () => {
    const seen = await within(async (transaction) => {
      await put(transaction, 'heron');
      await put(transaction, 'crane');
      return [await names(transaction), await names(other)];
    });
    expect(seen).toEqual([['crane', 'heron'], []]);
    await within((transaction) => put(transaction, 'stork'));
    expect(await names(other)).toEqual(['crane', 'heron', 'stork']);
  });

  test('do not block the caller', async () => {
    const order: string[] = [];
    const record = (event: string) => () => void order.push(event);
    await other
      .transaction()
      .execute(async (holder) => {
        await lockPacticipant(holder as never, 'core');
        await names(holder);
        const waiting = within(async (transaction) => {
          await lockPacticipant(transaction as never, 'core');
          record('statement sent')();
          await names(transaction);
          record('lock acquired')();
        });
        await names(holder).then(record('the other transaction still holds the lock'));
        return { waiting };
      })
      .then(({ waiting }) => waiting);
    expect(order).toEqual(['statement sent', 'the other transaction still holds the lock', 'lock acquired']);
  });

  test('that fail make the next query fail with their error', async () => {
    await put(db, 'heron');
    const refused = within(async (transaction) => {
      await put(transaction, 'heron');
      await names(transaction);
    });
    await expect(refused).rejects.toMatchObject({ code: '23505' });
    expect(await within(names)).toEqual(['heron']);
  });

  test('that fail last make the commit fail', async () => {
    await put(db, 'heron');
    const refused = within(async (transaction) => {
      await put(transaction, 'crane');
      await put(transaction, 'heron');
    });
    await expect(refused).rejects.toMatchObject({ code: '23505' });
    expect(await names(db)).toEqual(['heron']);
  });

  test('that fail in a rolled back transaction leave the connection usable', async () => {
    await put(db, 'heron');
    const refused = within(async (transaction) => {
      await put(transaction, 'heron');
      throw new Error('ours');
    });
    await expect(refused).rejects.toThrow('ours');
    await within((transaction) => put(transaction, 'crane'));
    expect(await names(db)).toEqual(['crane', 'heron']);
  });

  test('are not pipelined outside a transaction', async () => {
    await put(db, 'heron');
    await expect(put(db, 'heron')).rejects.toMatchObject({ code: '23505' });
  });

  test('are unavailable if their connection is lost', async () => {
    const cut = within(async (transaction) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other);
      await put(transaction, 'heron');
    });
    expect(await cut.catch(isUnavailable)).toBe(true);
    expect(await names(db)).toEqual([]);
  });
});
