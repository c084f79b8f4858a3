import { type Kysely, sql } from 'kysely';

/**
 * Creates the triggers that update `result_counts` and `versions_on_branches`, once after each statement: many updates of one row in a
 * transaction are slow on PostgreSQL. Foreign keys fire them as well. Each trigger first locks the counts that it updates, in the order of
 * their keys, and counts in a later statement, which sees what concurrent transactions have committed meanwhile.
 */
export async function createPostgresCountTriggers(db: Kysely<unknown>): Promise<void> {
  await createTrigger(db, 'verifications', 'insert', addedResults);
  await createTrigger(db, 'verifications', 'delete', deletedResults);
  await createTrigger(db, 'branch_versions', 'insert', addedBranchVersions);
  await createTrigger(db, 'branch_versions', 'delete', deletedBranchVersions);
}

/** The rows of the statement are called `changed`. */
async function createTrigger(db: Kysely<unknown>, table: string, event: 'insert' | 'delete', body: string) {
  const name = `count_${table}_after_${event}`;
  const rows = event === 'insert' ? 'new' : 'old';
  await sql
    .raw(`create function ${name}() returns trigger language plpgsql as $$
    begin ${body} return null; end $$`)
    .execute(db);
  await sql
    .raw(`create trigger ${name} after ${event} on ${table}
    referencing ${rows} table as changed for each statement execute function ${name}()`)
    .execute(db);
}

/** The changes of the counts by pact version. A result counts as distinct if no other row has its pact version, provider version and success. */
const changedResults = (others: string) => `(
  select pact_version_id, sum(results) as results, sum(results * success) as successes,
    sum(case when exists (
      select 1 from verifications o where o.pact_version_id = c.pact_version_id
        and o.provider_version_id = c.provider_version_id and o.success = c.success ${others}) then 0 else 1 end) as distinct_results
  from (
    select pact_version_id, provider_version_id, success, count(*) as results from changed
    group by pact_version_id, provider_version_id, success) c
  group by pact_version_id)`;

const addedResults = `
  insert into result_counts (pact_version_id, results, successes, distinct_results)
  select distinct pact_version_id, 0, 0, 0 from changed order by pact_version_id
  on conflict (pact_version_id) do update set results = result_counts.results;
  update result_counts t set results = t.results + d.results, successes = t.successes + d.successes,
    distinct_results = t.distinct_results + d.distinct_results
  from ${changedResults('and o.id not in (select id from changed)')} d where t.pact_version_id = d.pact_version_id;`;

const deletedResults = `
  perform 1 from result_counts where pact_version_id in (select pact_version_id from changed)
  order by pact_version_id for update;
  update result_counts t set results = t.results - d.results, successes = t.successes - d.successes,
    distinct_results = t.distinct_results - d.distinct_results
  from ${changedResults('')} d where t.pact_version_id = d.pact_version_id;`;

/** The pacticipants of entries. The branch or the version may already have been deleted; if both are, the pacticipant is. */
const pacticipantId = `coalesce(
  (select pacticipant_id from branches b where b.id = c.branch_id), (select pacticipant_id from versions v where v.id = c.version_id))`;

const otherEntries = 'select 1 from branch_versions o where o.version_id = c.version_id';

/** The changes of the counts by pacticipant: versions that are on no other branch, and on no other one that a user created. */
const changedVersions = (others: string) => `(
  select pacticipant_id,
    sum(case when exists (${otherEntries} ${others}) then 0 else 1 end) as versions,
    sum(case when auto_created = 1 or exists (${otherEntries} and o.auto_created = 0 ${others}) then 0 else 1 end) as user_created
  from (
    select version_id, min(auto_created) as auto_created, min(${pacticipantId}) as pacticipant_id from changed c group by version_id) c
  group by pacticipant_id)`;

const addedBranchVersions = `
  insert into versions_on_branches (pacticipant_id, versions, user_created)
  select distinct ${pacticipantId}, 0, 0 from changed c order by 1
  on conflict (pacticipant_id) do update set versions = versions_on_branches.versions;
  update versions_on_branches t set versions = t.versions + d.versions, user_created = t.user_created + d.user_created
  from ${changedVersions('and (o.branch_id, o.version_id) not in (select branch_id, version_id from changed)')} d
  where t.pacticipant_id = d.pacticipant_id;`;

const deletedBranchVersions = `
  perform 1 from versions_on_branches where pacticipant_id in (select ${pacticipantId} from changed c)
  order by pacticipant_id for update;
  update versions_on_branches t set versions = t.versions - d.versions, user_created = t.user_created - d.user_created
  from ${changedVersions('')} d where t.pacticipant_id = d.pacticipant_id;`;
