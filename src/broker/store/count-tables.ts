import { type Kysely, sql } from 'kysely';
import { createPostgresCountTriggers } from './postgres/count-triggers.ts';
import { createSqliteCountTriggers } from './sqlite/count-triggers.ts';

// biome-ignore lint/suspicious/noExplicitAny: a migration sees the schema as it was, not as it is
type Db = Kysely<any>;

/**
 * Creates the tables of counts that the metrics read: counting a million rows takes 0.2 s. Triggers update them, because rows are also
 * deleted by foreign keys. The triggers exist before the existing rows are counted, so that no other process can write in between.
 */
export async function createCountTables(db: Db, dialect: 'sqlite' | 'postgres'): Promise<void> {
  await createTables(db);
  await (dialect === 'sqlite' ? createSqliteCountTriggers(db) : createPostgresCountTriggers(db));
  await countExistingRows(db);
}

async function createTables(db: Db): Promise<void> {
  await sql`create table result_counts (
    pact_version_id integer primary key references pact_versions (id) on delete cascade,
    results integer not null,
    successes integer not null,
    distinct_results integer not null)`.execute(db);
  await sql`create table versions_on_branches (
    pacticipant_id integer primary key references pacticipants (id) on delete cascade,
    versions integer not null,
    user_created integer not null)`.execute(db);
}

async function countExistingRows(db: Db): Promise<void> {
  await sql`
    insert into result_counts (pact_version_id, results, successes, distinct_results)
    select pact_version_id, sum(results), sum(results * success), count(*) from (
      select pact_version_id, provider_version_id, success, count(*) as results from verifications
      group by pact_version_id, provider_version_id, success) r
    group by pact_version_id`.execute(db);
  await sql`
    insert into versions_on_branches (pacticipant_id, versions, user_created)
    select pacticipant_id, count(*), count(user_created) from (
      select v.pacticipant_id, v.id, max(case when bv.auto_created = 0 then 1 end) as user_created
      from branch_versions bv join versions v on v.id = bv.version_id group by v.pacticipant_id, v.id) b
    group by pacticipant_id`.execute(db);
}
