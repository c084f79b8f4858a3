import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import Database from 'libsql';
import { CommitUnknownError, isUnavailable } from '../../../../src/broker/store/database-errors.ts';
import { GroupCommitDriver } from '../../../../src/broker/store/sqlite/group-commit-driver.ts';

interface Birds {
  birds: { name: string };
}

/** Transactions that are committed together; `executed` has the begin, commit and rollback statements. */
describe('transactions on SQLite', () => {
  let db: Kysely<Birds>;
  let file: InstanceType<typeof Database>;
  let executed: string[];
  let failure: Error | undefined;
  beforeEach(async () => {
    file = new Database(':memory:');
    file.exec('create table birds (name text unique)');
    executed = [];
    failure = undefined;
    const exec = (text: string) => {
      executed.push(text);
      if (text === 'commit' && failure) throw failure;
      return file.exec(text);
    };
    const transactions = {
      exec,
      get inTransaction() {
        return file.inTransaction;
      },
    };
    const driver = new GroupCommitDriver(file as never, transactions, async () => void exec('begin immediate'));
    db = new Kysely({
      dialect: {
        createDriver: () => driver,
        createAdapter: () => new SqliteAdapter(),
        createQueryCompiler: () => new SqliteQueryCompiler(),
        createIntrospector: (any) => new SqliteIntrospector(any),
      },
    });
  });
  afterEach(() => db.destroy());

  const add = (name: string) =>
    db.transaction().execute(async (transaction) => {
      await transaction.insertInto('birds').values({ name }).execute();
      if (name === 'phoenix') throw new Error('there is no phoenix');
    });
  const all = async () => (await db.selectFrom('birds').select('name').execute()).map(({ name }) => name);
  const outcomes = async (...names: string[]) => (await Promise.allSettled(names.map(add))).map(({ status }) => status);

  test('that end at the same time share a commit', async () => {
    expect(await outcomes('heron', 'crane', 'stork')).toEqual(Array(3).fill('fulfilled'));
    expect(executed.filter((text) => text === 'commit')).toHaveLength(1);
    expect(await all()).toEqual(['heron', 'crane', 'stork']);
  });

  test('that fail do not affect the others', async () => {
    expect(await outcomes('heron', 'phoenix', 'heron', 'crane')).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(await all()).toEqual(['heron', 'crane']);
    expect(await outcomes('phoenix', 'stork')).toEqual(['rejected', 'fulfilled']);
    expect(await all()).toEqual(['heron', 'crane', 'stork']);
  });

  test('are committed before others read their writes', async () => {
    const order: string[] = [];
    const written = add('heron').then(() => order.push('written'));
    const read = all().then((names) => order.push(`read ${names}, ${file.inTransaction ? 'not ' : ''}committed`));
    await Promise.all([written, read]);
    expect(order).toContain('read heron, committed');
    expect(executed.at(-1)).toBe('commit');
  });

  test('all fail if the commit fails', async () => {
    failure = Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' });
    expect(await outcomes('heron', 'crane')).toEqual(['rejected', 'rejected']);
    failure = undefined;
    expect(await all()).toEqual([]);
    expect(await outcomes('heron')).toEqual(['fulfilled']);
  });

  test.each([
    ['a full disk is reported as no change', 'SQLITE_FULL', false],
    ['a failed fsync is reported as an unknown outcome', 'SQLITE_IOERR_FSYNC', true],
  ])('%s', async (_, code, unknown) => {
    failure = Object.assign(new Error('no luck'), { code });
    const error = await add('heron').catch((reason) => reason);
    expect([isUnavailable(error), error instanceof CommitUnknownError]).toEqual([true, unknown]);
    failure = undefined;
  });

  test('all fail if SQLite rolls back the group', async () => {
    const lose = () =>
      db.transaction().execute(async (transaction) => {
        await sql`insert or rollback into birds (name) values ('heron')`.execute(transaction);
      });
    expect((await Promise.allSettled([add('heron'), lose()])).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(await all()).toEqual([]);
    expect(await outcomes('crane')).toEqual(['fulfilled']);
  });

  test('that read many rows yield to other work', async () => {
    const order: string[] = [];
    const numbers = sql<{ n: number }>`
      with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 300000) select n from numbers`;
    const read = numbers.execute(db).then(({ rows }) => order.push(`read ${rows.length}`));
    setImmediate(() => order.push('something else'));
    await Promise.all([read, add('heron').then(() => order.push('written'))]);
    expect(order).toEqual(['something else', 'read 300000', 'written']);
  });
});
