import { CamelCasePlugin, CompiledQuery, Kysely, Migrator } from 'kysely';
import { consumer, provider, providersOf, scaledDataSet } from '../../../scripts/bench/data-set.ts';
import { operationsFor } from '../../../scripts/bench/operations.ts';
import { readPaths } from '../../../scripts/bench/routes.ts';
import { seed } from '../../../scripts/bench/seed.ts';
import { createApp } from '../../../src/broker/app.ts';
import {
  type Deletable,
  findDeletableBranch,
  findDeletableIntegration,
  findDeletablePacticipant,
  findDeletableVersion,
  planDeletion,
} from '../../../src/broker/queries/deletions.ts';
import type { Db } from '../../../src/broker/store/database.ts';
import { migrations } from '../../../src/broker/store/migrations.ts';
import { openDatabase } from '../../../src/broker/store/open-database.ts';
import type { Schema } from '../../../src/broker/store/schema.ts';
import { findSelectedPacts } from '../../../src/broker/store/selected-pacts.ts';
import { sqliteDialect } from '../../../src/broker/store/sqlite/dialect.ts';
import { askingWithoutSocket } from '../../support/without-socket.ts';

/** Tables that grow with every build: a route that scans one becomes slower over time. */
const growing = 'versions|pact_publications|pact_versions|verifications|latest_verifications|branch_versions|tags';

/** Overviews of all data. They read a whole index. */
const overviews = /^\/(metrics|dashboard|pacts\/latest)/;

test('no route scans a table that grows with every build', async () => {
  const asked: CompiledQuery[] = [];
  const now = () => new Date();
  const db = new Kysely<Schema>({
    dialect: await sqliteDialect(':memory:'),
    plugins: [new CamelCasePlugin()],
    log: ({ query }) => void asked.push(query),
  });
  const known = migrations('sqlite', now);
  await new Migrator({ db, provider: { getMigrations: async () => known } }).migrateToLatest();
  const plans = await openDatabase(':memory:', now); // a second database, because an explained query stays open
  const client = askingWithoutSocket(createApp({ db, now, log: () => undefined }));
  const shape = { ...scaledDataSet(0.01), wide: 4 };
  await seed(client, shape, 1);
  const reads = (await readPaths(client, shape)).map((path) => ({ method: 'GET' as const, path }));
  const scans: string[] = [];
  const unnamed = new Set<string>();
  for (const question of [...reads, ...(await operationsFor(client, shape)).map(({ request }) => request(0))]) {
    asked.length = 0;
    await client.send(question);
    for (const { sql } of asked) if (/[\s.]\*/.test(sql)) unnamed.add(sql);
    if (overviews.test(question.path)) continue;
    for (const query of [...asked])
      scans.push(...(await scansOf(plans, query)).map((scan) => `${question.path}: ${scan}`));
  }
  for (const deletable of await findDeletables(db, provider(0), providersOf(shape, 0)[0] ?? '')) {
    asked.length = 0;
    await planDeletion(db, deletable);
    for (const query of [...asked])
      scans.push(...(await scansOf(plans, query)).map((scan) => `deletion of ${deletable.name}: ${scan}`));
  }
  asked.length = 0;
  const path = `/integrations/provider/${providersOf(shape, 0)[0]}/consumer/${consumer(0)}`;
  expect((await client.send({ method: 'DELETE', path })).status).toBe(204);
  for (const query of [...asked]) scans.push(...(await scansOf(plans, query)).map((scan) => `DELETE ${path}: ${scan}`));
  expect(scans).toEqual([]);
  expect([...unnamed]).toEqual([]); // a prepared `select *` would not have columns that are added later
  await db.destroy();
});

/** What the pages can delete. */
async function findDeletables(db: Db, pacticipant: string, partner: string): Promise<Deletable[]> {
  const now = new Date();
  const found = [
    await findDeletablePacticipant(db, { pacticipant }, now),
    await findDeletableVersion(db, { pacticipant, version: '1' }, now),
    await findDeletableBranch(db, { pacticipant, branch: 'main' }, now),
    await findDeletableIntegration(db, { consumer: consumer(0), provider: partner }, now),
  ].filter((deletable) => deletable !== undefined);
  expect(found).toHaveLength(4);
  return found;
}

/** The growing tables that a query scans. */
async function scansOf(db: Db, { sql, parameters }: CompiledQuery): Promise<string[]> {
  if (!/^\s*(select|with|delete)\b/i.test(sql)) return [];
  const plan = await db.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
  );
  const lines = plan.rows.map(({ detail }) => detail);
  const scanned = lines.flatMap((line) => /^SCAN (\w+)/.exec(line)?.[1] ?? []);
  return scanned.filter((name) => isGrowing(sql, name)).map((name) => `${name} in ${sql.replace(/\s+/g, ' ')}`);
}

async function planOf(db: Db, { sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<string[]> {
  const query = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
  return (await db.executeQuery<{ detail: string }>(query)).rows.map(({ detail }) => detail);
}

/** By its own name or by an alias, which is not that of a subquery. */
function isGrowing(sql: string, name: string): boolean {
  const named = new RegExp(`(from|join) "?(${growing})"? (as )?"?${name}"?\\b`).test(sql);
  const derived = new RegExp(`(\\)|from (?!(${growing})\\b)\\w+) ${name}\\b|\\b${name} \\([\\w, ]+\\) as\\b`).test(sql);
  return new RegExp(`^(${growing})$`).test(name) || (named && !derived);
}

test.each([
  ['main-branch', { kind: 'main-branch' }],
  ['deployed', { kind: 'deployed' }],
  ['released', { kind: 'released' }],
  ['tag', { kind: 'latest-tag', tag: 'prod' }],
  ['every branch', { kind: 'every-branch' }],
] as const)('pacts to verify are found by the selected version: %s', async (_, selector) => {
  const asked: CompiledQuery[] = [];
  const db = new Kysely<Schema>({
    dialect: await sqliteDialect(':memory:'),
    log: ({ query }) => void asked.push(query),
  });
  const plans = await openDatabase(':memory:', () => new Date());
  await findSelectedPacts(db, 1, selector).catch(() => undefined); // fails because there are no tables; only the query is needed
  const [query] = asked;
  expect(query && (await planOf(plans, query)).filter((line) => / pp /.test(line))).toEqual([
    'SEARCH pp USING INTEGER PRIMARY KEY (rowid=?)',
  ]);
  await db.destroy();
});
