import { type Kysely, sql } from 'kysely';

/** Creates the triggers that update `result_counts` and `versions_on_branches`, after each row. Foreign keys fire them as well. */
export async function createSqliteCountTriggers(db: Kysely<unknown>): Promise<void> {
  for (const trigger of triggers) await sql.raw(trigger).execute(db);
}

const isDistinct = (row: 'new' | 'old') => `not exists (
  select 1 from verifications o where o.pact_version_id = ${row}.pact_version_id
    and o.provider_version_id = ${row}.provider_version_id and o.success = ${row}.success and o.id <> ${row}.id)`;

/** 1 if the version is on no other branch. */
const isOnlyBranch = (row: 'new' | 'old') => `not exists (
  select 1 from branch_versions o where o.version_id = ${row}.version_id and o.branch_id <> ${row}.branch_id)`;

/** 1 if a user created this entry, and no other entry of the version. */
const isOnlyUserBranch = (row: 'new' | 'old') => `${row}.auto_created = 0 and not exists (
  select 1 from branch_versions o
  where o.version_id = ${row}.version_id and o.branch_id <> ${row}.branch_id and o.auto_created = 0)`;

const triggers = [
  `create trigger count_added_result after insert on verifications begin
    insert into result_counts (pact_version_id, results, successes, distinct_results)
    values (new.pact_version_id, 1, new.success, ${isDistinct('new')})
    on conflict (pact_version_id) do update set results = results + 1, successes = successes + excluded.successes,
      distinct_results = distinct_results + excluded.distinct_results;
  end`,
  `create trigger count_deleted_result after delete on verifications begin
    update result_counts set results = results - 1, successes = successes - old.success,
      distinct_results = distinct_results - (${isDistinct('old')})
    where pact_version_id = old.pact_version_id;
  end`,
  `create trigger count_added_branch_version after insert on branch_versions begin
    insert into versions_on_branches (pacticipant_id, versions, user_created)
    select pacticipant_id, ${isOnlyBranch('new')}, ${isOnlyUserBranch('new')} from branches where id = new.branch_id
    on conflict (pacticipant_id) do update set versions = versions + excluded.versions,
      user_created = user_created + excluded.user_created;
  end`,
  // The branch or the version may already have been deleted; both only if the pacticipant was deleted too.
  `create trigger count_deleted_branch_version after delete on branch_versions begin
    update versions_on_branches set versions = versions - (${isOnlyBranch('old')}),
      user_created = user_created - (${isOnlyUserBranch('old')})
    where pacticipant_id = coalesce(
      (select pacticipant_id from branches where id = old.branch_id),
      (select pacticipant_id from versions where id = old.version_id));
  end`,
];
