import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../src/broker/store/database.ts';
import { openDatabase } from '../../src/broker/store/open-database.ts';

/** SQLite's default of 2 MB is too small for insertions into the indexes of a million results. */
const CACHE_KIB = 500_000;

/** Multiplies the results in a database that `seed` has filled, with the rows that the API would write. No broker may have it open. */
export async function multiplyResults(database: string, providerVersions: number, times: number): Promise<void> {
  const db = await openDatabase(database, () => new Date());
  try {
    if (!database.startsWith('postgres')) await sql.raw(`pragma cache_size = -${CACHE_KIB}`).execute(db);
    await db.transaction().execute(async (trx) => {
      await sql`create temporary table verified_versions as
        select v.id, v.pacticipant_id, v.number from versions v where ${hasResults('v.id')}`.execute(trx);
      for (let copy = 1; copy < times; copy += 1) await copyVersions(trx, copy * providerVersions);
      await moveHeads(trx);
    });
  } finally {
    await db.destroy();
  }
}

/** Copies version n of every provider to version n + `shift`: on the same branch, with the same results for the same pact versions. */
async function copyVersions(db: Db, shift: number): Promise<void> {
  const now = new Date().toISOString();
  const number = sql`cast(cast(v.number as integer) + ${sql.lit(shift)} as text)`;
  await sql`
    insert into versions (pacticipant_id, number, created_at, updated_at)
    select v.pacticipant_id, ${number}, ${now}, ${now} from verified_versions v order by v.id`.execute(db);
  const copies = sql`copies (of_id, id) as (
    select v.id, c.id from verified_versions v
    join versions c on c.pacticipant_id = v.pacticipant_id and c.number = ${number})`;
  await copyBranches(db, copies, now);
  await copyResults(db, copies, now);
}

async function copyBranches(db: Db, copies: RawBuilder<unknown>, now: string): Promise<void> {
  await sql`
    with ${copies}
    insert into branch_versions (branch_id, version_id, auto_created, created_at, updated_at)
    select b.branch_id, c.id, b.auto_created, ${now}, ${now} from copies c
    join branch_versions b on b.version_id = c.of_id order by c.id`.execute(db);
}

async function copyResults(db: Db, copies: RawBuilder<unknown>, now: string): Promise<void> {
  const { rows } = await sql<{ id: number }>`select max(id) as id from verifications`.execute(db);
  const lastId = rows[0]?.id;
  const copiedColumns = sql`success, pact_version_id, consumer_id, provider_id, build_url, test_results, verified_by, wip, pending`;
  await sql`
    with ${copies}
    insert into verifications (${copiedColumns}, provider_version_id, created_at)
    select ${copiedColumns}, c.id, ${now} from copies c
    join verifications r on r.provider_version_id = c.of_id order by r.id`.execute(db);
  // Without `+ 0`, SQLite scans the index of all results, which has the order of `group by`, instead of sorting the new ones.
  await sql`
    insert into latest_verifications (pact_version_id, provider_version_id, verification_id)
    select pact_version_id + 0, provider_version_id + 0, max(id) from verifications where id > ${lastId} group by 1, 2`.execute(
    db,
  );
}

/** Makes the newest version the head of each provider branch. */
async function moveHeads(db: Db): Promise<void> {
  await sql`
    update branch_heads set version_id = (
      select max(b.version_id) from branch_versions b where b.branch_id = branch_heads.branch_id)
    where ${hasResults('branch_heads.version_id')}`.execute(db);
}

const hasResults = (version: string) =>
  sql`exists (select 1 from verifications r where r.provider_version_id = ${sql.ref(version)})`;
