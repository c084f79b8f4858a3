import pg from 'pg';
import { createDatabase } from '../../../../scripts/support/postgres.ts';
import { isUnavailable } from '../../../../src/broker/store/database-errors.ts';
import { withPreparedStatements } from '../../../../src/broker/store/postgres/prepared-statements.ts';
import { describeOnPostgres, useCluster } from '../../../support/postgres.ts';

describeOnPostgres('prepared statements', () => {
  const cluster = useCluster();
  let pool: pg.Pool;
  beforeEach(async () => {
    const { location } = await createDatabase(cluster().url);
    pool = new pg.Pool({ connectionString: location, max: 1 });
    await pool.query('create table birds (name text unique, legs integer)');
  });
  afterEach(() => pool.end());

  const find = 'select legs from birds where name = $1';
  const connected = () => withPreparedStatements(pool).connect();
  const prepared = async () =>
    (await pool.query('select statement from pg_prepared_statements order by prepare_time')).rows.map(
      ({ statement }) => statement,
    );

  test('are prepared once for each connection', async () => {
    const kept = withPreparedStatements(pool);
    for (const name of ['heron', 'crane', 'heron']) {
      const client = await kept.connect();
      await client.query(find, [name]);
      client.release();
    }
    expect(await prepared()).toEqual([find]);
  });

  test('are used after a column was added', async () => {
    const client = await connected();
    const ask = () => client.query('select name from birds where name = $1', ['heron']);
    await ask();
    await client.query("alter table birds add column beak text; insert into birds values ('heron', 2); begin", []);
    expect((await ask()).rows).toEqual([{ name: 'heron' }]);
    client.release();
  });

  test('are prepared again if the type of a column changed', async () => {
    const client = await connected();
    await client.query(find, ['heron']);
    await client.query('alter table birds alter legs type text', []);
    const refused = await client.query(find, ['heron']).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(isUnavailable(refused)).toBe(true);
    expect((await client.query(find, ['heron'])).rows).toEqual([]);
    client.release();
  });

  test('are not prepared again after a failure', async () => {
    const client = await connected();
    const insert = 'insert into birds (name) values ($1)';
    await client.query(insert, ['heron']);
    await expect(client.query(insert, ['heron'])).rejects.toThrow('unique');
    await client.query(insert, ['crane']);
    client.release();
    expect(await prepared()).toEqual([insert]);
  });
});
