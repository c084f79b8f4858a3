import { CamelCasePlugin, type CompiledQuery, Kysely, Migrator, sql } from 'kysely';
import type { Db } from '../../../src/broker/store/database.ts';
import { migrations } from '../../../src/broker/store/migrations.ts';
import { findPactBySha } from '../../../src/broker/store/pacts.ts';
import type { Schema } from '../../../src/broker/store/schema.ts';
import { sqliteDialect } from '../../../src/broker/store/sqlite/dialect.ts';

const dated = { createdAt: 'today', updatedAt: 'today' };
const pair = { consumer: 'heron', provider: 'core' };
const asked: CompiledQuery[] = [];
let db: Db;

/** Four versions of a consumer: the first three share a content, the last one has another. */
beforeAll(async () => {
  db = new Kysely<Schema>({
    dialect: await sqliteDialect(':memory:'),
    plugins: [new CamelCasePlugin()],
    log: ({ query }) => void asked.push(query),
  });
  const known = migrations('sqlite', () => new Date());
  await new Migrator({ db, provider: { getMigrations: async () => known } }).migrateToLatest();
  const names = [pair.consumer, pair.provider].map((name) => ({ name, ...dated }));
  await db.insertInto('pacticipants').values(names).execute();
  const versions = ['1', '2', '3', '4'].map((number) => ({ pacticipantId: 1, number, ...dated }));
  await db.insertInto('versions').values(versions).execute();
  const ids = { consumerId: 1, providerId: 2 };
  const contents = ['a', 'b'].map((sha) => ({ ...ids, sha, content: '{}', createdAt: 'today' }));
  await db.insertInto('pactVersions').values(contents).execute();
  const publications = [1, 1, 1, 2].map((pactVersionId, i) => ({ consumerVersionId: i + 1, pactVersionId }));
  await db
    .insertInto('pactPublications')
    .values(publications.map((one) => ({ ...one, ...ids, revisionNumber: 1, createdAt: 'today' })))
    .execute();
});
afterAll(() => db.destroy());

const versionOf = async (sha: string, preferred?: number) =>
  (await findPactBySha(db, pair, sha, preferred))?.consumerVersion;

test('a pact version is that of the preferred consumer version, or else of the newest one', async () => {
  expect(await versionOf('a')).toBe('3');
  expect(await versionOf('a', 2)).toBe('2');
  expect(await versionOf('a', 4)).toBe('3');
  expect(await versionOf('b', 4)).toBe('4');
  expect(await versionOf('c')).toBeUndefined();
  expect(await findPactBySha(db, { ...pair, provider: 'other' }, 'a')).toBeUndefined();
});

test('the newest one is found without sorting all versions that share the content', async () => {
  asked.length = 0;
  await versionOf('a');
  const [query] = asked.splice(0);
  const { rows } = await sql<{
    detail: string;
  }>`explain query plan ${sql.raw(query?.sql.replaceAll('?', 'null') ?? '')}`.execute(db);
  const plan = rows.map(({ detail }) => detail).join('\n');
  expect(plan).toContain('pact_publications_by_pact_version_id_consumer_version_id');
  expect(plan).not.toContain('TEMP B-TREE');
});
