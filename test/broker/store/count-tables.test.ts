import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { testDatabase } from '../../../scripts/support/test-database.ts';
import { addVersionToBranch } from '../../../src/broker/store/branches.ts';
import { createCountTables } from '../../../src/broker/store/count-tables.ts';
import type { Db } from '../../../src/broker/store/database.ts';
import { openDatabase } from '../../../src/broker/store/open-database.ts';
import { addVerification, deleteVerification, findVerificationById } from '../../../src/broker/store/verifications.ts';
import { randomFrom } from '../../support/random.ts';

type Random = (below: number) => number;

const now = new Date('2026-01-01T00:00:00.000Z');
const date = now.toISOString();
const dated = { createdAt: date, updatedAt: date };
const BRANCHES = ['a', 'b', 'c'];

describe('the tables of counts', () => {
  let db: Db;
  let remove: () => Promise<unknown>;
  beforeEach(async () => {
    const database = await testDatabase();
    remove = database.remove;
    db = await openDatabase(database.location, () => now);
  });
  afterEach(async () => {
    await db.destroy();
    await remove();
  });

  test('are equal to a plain count after random changes', async () => {
    let [results, versions] = [0, 0];
    for (let seed = 1; seed <= 8; seed += 1) {
      const random = randomFrom(seed);
      for (let i = 0; i < 60; i += 1) {
        await changes[random(changes.length)]?.(db, random);
        const counts = await readCounts(db);
        expect({ seed, i, ...counts }).toEqual({ seed, i, ...(await countPlainly(db)) });
        results = Math.max(results, ...counts.results.map((one) => one.results));
        versions = Math.max(versions, ...counts.versions.map((one) => one.versions));
      }
    }
    expect(results).toBeGreaterThan(5);
    expect(versions).toBeGreaterThan(3);
  });

  test('are equal to a plain count after concurrent changes', async () => {
    await addVersions(db, randomFrom(1));
    const result = await randomResult(db, randomFrom(1));
    const add = (trx: Db) =>
      trx
        .insertInto('verifications')
        .values({ ...result, success: 1, wip: 0, pending: 0, createdAt: date } as never)
        .execute();
    await Promise.all([inTransaction(db, add), inTransaction(db, add), inTransaction(db, add)]);
    expect((await readCounts(db)).results).toMatchObject([{ results: 3, successes: 3, distinctResults: 1 }]);
    const remove = (id: number) => (trx: Db) => trx.deleteFrom('verifications').where('id', '=', id).execute();
    await Promise.all((await idsOf(db, 'verifications')).map((id) => inTransaction(db, remove(id))));
    expect((await readCounts(db)).results).toEqual([]);
  });

  test('are made from the rows that exist before them', async () => {
    const random = randomFrom(7);
    for (let i = 0; i < 60; i += 1) await changes[i % 7]?.(db, random);
    await dropCountTables(db);
    await createCountTables(db, process.env.TEST_POSTGRES_URL ? 'postgres' : 'sqlite');
    const counts = await readCounts(db);
    expect(counts).toEqual(await countPlainly(db));
    expect(Math.min(counts.results.length, counts.versions.length)).toBeGreaterThan(0);
  });
});

/** Makes a change and commits it later, when the others have begun. */
function inTransaction(db: Db, change: (trx: Db) => Promise<unknown>): Promise<void> {
  return db.transaction().execute(async (trx) => {
    await change(trx);
    await setTimeout(50);
  });
}

async function dropCountTables(db: Db): Promise<void> {
  const triggers = process.env.TEST_POSTGRES_URL
    ? [
        'verifications_after_insert',
        'verifications_after_delete',
        'branch_versions_after_insert',
        'branch_versions_after_delete',
      ]
    : ['added_result', 'deleted_result', 'added_branch_version', 'deleted_branch_version'];
  for (const name of triggers)
    await (process.env.TEST_POSTGRES_URL
      ? sql`drop function ${sql.id(`count_${name}`)} cascade`
      : sql`drop trigger ${sql.id(`count_${name}`)}`
    ).execute(db);
  for (const table of ['result_counts', 'versions_on_branches']) await sql`drop table ${sql.table(table)}`.execute(db);
}

const changes: readonly ((db: Db, random: Random) => Promise<unknown>)[] = [
  addVersions,
  addResult,
  addResult,
  addBranchVersion,
  addResult,
  addBranchVersion,
  addBranchVersion,
  addBranchVersion,
  addResultsTogether,
  deleteOneResult,
  deleteSome('verifications'),
  deleteSome('versions'),
  deleteSome('branches'),
  deleteSome('pact_versions'),
  deleteBranchVersions,
  async (db, random) => random(8) === 0 && deleteSome('pacticipants')(db, random),
];

/** Three versions, and a pact version, of a pacticipant, which is created if it does not exist. */
async function addVersions(db: Db, random: Random): Promise<void> {
  const name = `p${random(3)}`;
  await db
    .insertInto('pacticipants')
    .values({ name, ...dated })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { id } = await db.selectFrom('pacticipants').select('id').where('name', '=', name).executeTakeFirstOrThrow();
  const numbers = Array.from({ length: 3 }, () => `${random(1e9)}`);
  await db
    .insertInto('versions')
    .values(numbers.map((number) => ({ pacticipantId: id, number, ...dated })))
    .execute();
  await db
    .insertInto('pactVersions')
    .values({ consumerId: id, providerId: id, sha: `${random(1e9)}`, content: '{}', createdAt: date })
    .execute();
}

async function randomResult(db: Db, random: Random) {
  const version = await pick(db, 'versions', random);
  const pactVersion = await pick(db, 'pact_versions', random);
  const pacticipant = await pick(db, 'pacticipants', random);
  if (!version || !pactVersion || !pacticipant) return undefined;
  const ids = {
    pactVersionId: pactVersion,
    providerVersionId: version,
    consumerId: pacticipant,
    providerId: pacticipant,
  };
  return { ...ids, buildUrl: null, testResults: null, verifiedBy: null, success: random(2) === 0 };
}

async function addResult(db: Db, random: Random): Promise<void> {
  const result = await randomResult(db, random);
  if (result) await addVerification(db, { ...result, wip: false, pending: false }, now);
}

/** Several results in one statement, some of them equal. */
async function addResultsTogether(db: Db, random: Random): Promise<void> {
  const result = await randomResult(db, random);
  if (!result) return;
  const rows = Array.from({ length: 4 }, () => ({
    ...result,
    success: random(2),
    wip: 0,
    pending: 0,
    createdAt: date,
  }));
  await db.insertInto('verifications').values(rows).execute();
}

async function addBranchVersion(db: Db, random: Random): Promise<void> {
  const id = await pick(db, 'versions', random);
  if (!id) return;
  const version = await db.selectFrom('versions').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const autoCreated = random(2) === 0;
  const branch = BRANCHES[random(BRANCHES.length)] ?? '';
  await addVersionToBranch(db, { id: version.pacticipantId, mainBranch: 'a' }, version, branch, now, { autoCreated });
}

async function deleteOneResult(db: Db, random: Random): Promise<void> {
  const id = await pick(db, 'verifications', random);
  const result = id ? await findVerificationById(db, id) : undefined;
  if (result) await deleteVerification(db, result);
}

/** Deletes up to three rows in one statement, and what refers to them. */
function deleteSome(table: string) {
  return async (db: Db, random: Random): Promise<void> => {
    const ids = await Promise.all([1, 2, 3].map(() => pick(db, table, random)));
    await sql`delete from ${sql.table(table)} where id in (${sql.join(ids)})`.execute(db);
  };
}

async function deleteBranchVersions(db: Db, random: Random): Promise<void> {
  const id = await pick(db, 'versions', random);
  await sql`delete from branch_versions where version_id in (${id}, ${(id ?? 0) + 1})`.execute(db);
}

async function pick(db: Db, table: string, random: Random): Promise<number | null> {
  const ids = await idsOf(db, table);
  return ids[random(Math.max(1, ids.length))] ?? null;
}

async function idsOf(db: Db, table: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from ${sql.table(table)} order by id`.execute(db);
  return rows.map(({ id }) => id);
}

interface Counts {
  readonly results: readonly { pactVersionId: number; results: number; successes: number; distinctResults: number }[];
  readonly versions: readonly { pacticipantId: number; versions: number; userCreated: number }[];
}

async function readCounts(db: Db): Promise<Counts> {
  const results = await sql<Counts['results'][number]>`
    select * from result_counts where results <> 0 or successes <> 0 or distinct_results <> 0
    order by pact_version_id`.execute(db);
  const versions = await sql<Counts['versions'][number]>`
    select * from versions_on_branches where versions <> 0 or user_created <> 0 order by pacticipant_id`.execute(db);
  return plain({ results: results.rows, versions: versions.rows });
}

async function countPlainly(db: Db): Promise<Counts> {
  const results = await sql<Counts['results'][number]>`
    select pact_version_id, count(*) as results, sum(success) as successes,
      count(distinct cast(provider_version_id as text) || ' ' || cast(success as text)) as distinct_results
    from verifications group by pact_version_id order by pact_version_id`.execute(db);
  const versions = await sql<Counts['versions'][number]>`
    select v.pacticipant_id, count(distinct v.id) as versions,
      count(distinct case when bv.auto_created = 0 then v.id end) as user_created
    from branch_versions bv join versions v on v.id = bv.version_id
    group by v.pacticipant_id order by v.pacticipant_id`.execute(db);
  return plain({ results: results.rows, versions: versions.rows });
}

const plain = (counts: Counts): Counts => JSON.parse(JSON.stringify(counts));
