import type { SqliteDatabase } from 'kysely';
import Database from 'libsql';
import { cacheStatements } from '../../../../src/broker/store/sqlite/cached-statements.ts';

describe('cached statements', () => {
  let file: InstanceType<typeof Database>;
  let database: SqliteDatabase;
  let prepared: string[];
  beforeEach(() => {
    file = new Database(':memory:');
    file.exec('create table birds (name text unique)');
    prepared = [];
    const prepare = (sql: string) => {
      prepared.push(sql);
      return file.prepare(sql);
    };
    database = cacheStatements({ prepare, close: () => file.close() } as unknown as SqliteDatabase);
  });
  afterEach(() => database.close());

  const insert = (name: string) => database.prepare('insert into birds (name) values (?)').run([name]);
  const all = () => database.prepare('select * from birds').all([]);

  test('are prepared once', () => {
    insert('heron');
    expect(all()).toEqual([{ name: 'heron' }]);
    insert('crane');
    expect(all()).toHaveLength(2);
    expect(prepared).toHaveLength(2);
  });

  test('return columns that were added later', () => {
    insert('heron');
    all();
    file.exec('alter table birds add column legs integer default 2');
    expect(all()).toEqual([{ name: 'heron', legs: 2 }]);
  });

  test('are prepared again after a failure', () => {
    insert('heron');
    expect(() => insert('heron')).toThrow('UNIQUE');
    insert('crane');
    expect(all()).toHaveLength(2);
    expect(prepared).toHaveLength(3);
  });

  test('are evicted in the order of their last use', () => {
    all();
    for (let n = 0; n < 600; n += 1) {
      database.prepare(`select ${n}`).all([]);
      all();
    }
    expect(prepared).toHaveLength(601);
    database.prepare('select 1').all([]);
    expect(prepared).toHaveLength(602);
  });
});
