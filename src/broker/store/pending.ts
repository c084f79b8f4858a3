import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { existsCorrelated, padToPowerOfTwo } from './sql-fragments.ts';

/** Where a pact version has a successful result. The numbers are 0 or 1. */
export interface SuccessByRef {
  readonly pactVersionId: number;
  /** On the branch, or with the tag, that was asked for. */
  readonly here: number;
  /** On another branch before this branch was created, or with another tag before this tag was first used. Not used if `here` is 1. */
  readonly elsewhere: number;
}

/** Later than every stored time: if the branch or tag does not exist, results of any time count. */
const noTimeLimit = sql`'9999'`;

/** Where pact versions have a successful result: on this branch of the provider, or on other branches. */
export async function findVerifiedByBranch(
  db: Db,
  providerId: number,
  branch: string,
  pactVersionIds: readonly number[],
): Promise<SuccessByRef[]> {
  if (pactVersionIds.length === 0) return [];
  const branchId = idOfBranch(providerId, branch);
  const created = sql`coalesce((select created_at from branches where id = ${branchId}), ${noTimeLimit})`;
  const here = sql`${successWithBranch} and bv.branch_id = ${branchId} and r.provider_version_id between
    (select min(version_id) from branch_versions where branch_id = ${branchId}) and
    (select max(version_id) from branch_versions where branch_id = ${branchId}) ${newestFirst}`;
  const elsewhere = sql`${successWithBranch} and bv.branch_id <> ${branchId} and r.created_at < ${created} and r.provider_version_id <=
    (select max(id) from versions where pacticipant_id = ${providerId} and created_at < ${created}) ${oldestFirst}`;
  const { rows } = await sql<SuccessByRef>`
    select pact_version_id, here, case when here = 1 then 0 when ${existsCorrelated(elsewhere)} then 1 else 0 end as elsewhere
    from (select pv.id as pact_version_id, pv.id, case when ${existsCorrelated(here)} then 1 else 0 end as here
      from pact_versions pv where pv.id in (${sql.join(padToPowerOfTwo(pactVersionIds))})) pv`.execute(db);
  return rows;
}

/** Successes of the pact version `pv.id`, with the branches of their provider versions. All of these are versions of the pact's provider. */
const successWithBranch = sql`select 1 from verifications r join branch_versions bv on bv.version_id = r.provider_version_id
  where r.pact_version_id = pv.id and r.success = 1`;

// Rows are searched from the end at which a success is likely, so that the search stops after a few rows.
const newestFirst = sql`order by r.provider_version_id desc`;
const oldestFirst = sql`order by r.provider_version_id`;

/** SQL for the id of a provider's branch; -1 if it does not exist. */
export function idOfBranch(providerId: number, branch: string): RawBuilder<number> {
  return sql`coalesce((select id from branches where pacticipant_id = ${providerId} and name = ${branch}), -1)`;
}

/** Where pact versions have a successful result: with this tag of the provider, or with other tags. */
export async function findVerifiedByTag(
  db: Db,
  providerId: number,
  tag: string,
  pactVersionIds: readonly number[],
): Promise<SuccessByRef[]> {
  if (pactVersionIds.length === 0) return [];
  const firstUse = sql`select min(created_at) from tags where pacticipant_id = ${providerId} and name = ${tag}`;
  const beforeTag = sql`and r.created_at < coalesce((${firstUse}), ${noTimeLimit})`;
  const success = sql`select 1 from verifications r join tags t on t.version_id = r.provider_version_id
    where r.pact_version_id = pv.id and r.success = 1`;
  const { rows } = await sql<SuccessByRef>`
    select pv.id as pact_version_id,
      case when ${existsCorrelated(sql`${success} and t.name = ${tag}`)} then 1 else 0 end as here,
      case when ${existsCorrelated(sql`${success} and t.name <> ${tag} ${beforeTag}`)} then 1 else 0 end as elsewhere
    from pact_versions pv where pv.id in (${sql.join(padToPowerOfTwo(pactVersionIds))})`.execute(db);
  return rows;
}

/** The ids of those pact versions that have a successful result of any provider version. */
export async function findVerifiedPactVersions(db: Db, pactVersionIds: readonly number[]): Promise<Set<number>> {
  if (pactVersionIds.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    select pv.id from pact_versions pv where pv.id in (${sql.join(padToPowerOfTwo(pactVersionIds))})
      and ${existsCorrelated(sql`select 1 from verifications r where r.pact_version_id = pv.id and r.success = 1`)}`.execute(
    db,
  );
  return new Set(rows.map(({ id }) => id));
}
