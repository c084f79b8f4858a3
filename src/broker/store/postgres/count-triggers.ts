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

/**
 * 1 if a select gives no more rows than `own`, the number of those that the statement has added; for deleted rows it is 0. Like
 * `existsCorrelated`, it reads the rows by an index: for a plain `not exists`, PostgreSQL may read the whole table.
 */
const isOnly = (select: string, own: string) => `case when (${select} offset ${own} limit 1) is null then 1 else 0 end`;

const equalResults = `select 1 from verifications o where o.pact_version_id = c.pact_version_id
  and o.provider_version_id = c.provider_version_id and o.success = c.success`;

/** The changes of the counts by pact version. Equal results count once as distinct. */
const changedResults = (own: string) => `(
  select pact_version_id, sum(results) as results, sum(results * success) as successes,
    sum(${isOnly(equalResults, own)}) as distinct_results
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
  from ${changedResults('c.results')} d where t.pact_version_id = d.pact_version_id;`;

const deletedResults = `
  perform 1 from result_counts where pact_version_id in (select pact_version_id from changed)
  order by pact_version_id for update;
  update result_counts t set results = t.results - d.results, successes = t.successes - d.successes,
    distinct_results = t.distinct_results - d.distinct_results
  from ${changedResults('0')} d where t.pact_version_id = d.pact_version_id;`;

/** The pacticipants of entries. The branch or the version may already have been deleted; if both are, the pacticipant is. */
const pacticipantId = `coalesce(
  (select pacticipant_id from branches b where b.id = c.branch_id), (select pacticipant_id from versions v where v.id = c.version_id))`;

const entries = 'select 1 from branch_versions o where o.version_id = c.version_id';

/** The changes of the counts by pacticipant: versions without other entries, and without others that users created. */
const changedVersions = (own: string, ownByUsers: string) => `(
  select pacticipant_id, sum(${isOnly(entries, own)}) as versions,
    sum(case when by_users = 0 then 0 else ${isOnly(`${entries} and o.auto_created = 0`, ownByUsers)} end) as user_created
  from (
    select version_id, min(${pacticipantId}) as pacticipant_id, count(*) as entries, sum(1 - auto_created) as by_users
    from changed c group by version_id) c
  group by pacticipant_id)`;

const addedBranchVersions = `
  insert into versions_on_branches (pacticipant_id, versions, user_created)
  select distinct ${pacticipantId}, 0, 0 from changed c order by 1
  on conflict (pacticipant_id) do update set versions = versions_on_branches.versions;
  update versions_on_branches t set versions = t.versions + d.versions, user_created = t.user_created + d.user_created
  from ${changedVersions('c.entries', 'c.by_users')} d
  where t.pacticipant_id = d.pacticipant_id;`;

const deletedBranchVersions = `
  perform 1 from versions_on_branches where pacticipant_id in (select ${pacticipantId} from changed c)
  order by pacticipant_id for update;
  update versions_on_branches t set versions = t.versions - d.versions, user_created = t.user_created - d.user_created
  from ${changedVersions('0', '0')} d where t.pacticipant_id = d.pacticipant_id;`;
