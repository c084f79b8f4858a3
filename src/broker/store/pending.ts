import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { existsCorrelated, padToPowerOfTwo } from './sql-fragments.ts';

/** Whether a pact version was verified successfully on a provider branch (`here`), or else on another one before this one was created. */
export interface VerifiedByBranch {
  readonly pactVersionId: number;
  readonly here: number;
  readonly elsewhere: number;
}

/**
 * Which pact versions have a successful result on a provider's branch; if not, whether they have one on other branches from before this
 * branch was created (at any time, if it does not exist).
 */
export async function findVerifiedByBranch(
  db: Db,
  providerId: number,
  branch: string,
  pactVersionIds: readonly number[],
): Promise<VerifiedByBranch[]> {
  if (pactVersionIds.length === 0) return [];
  const branchId = idOfBranch(providerId, branch);
  const since = sql`coalesce((select created_at from branches where id = ${branchId}), '9999')`;
  const here = sql`${successWithBranch} and bv.branch_id = ${branchId} and r.provider_version_id between
    (select min(version_id) from branch_versions where branch_id = ${branchId}) and
    (select max(version_id) from branch_versions where branch_id = ${branchId}) ${newestFirst}`;
  const elsewhere = sql`${successWithBranch} and bv.branch_id <> ${branchId} and r.created_at < ${since} and r.provider_version_id <=
    (select max(id) from versions where pacticipant_id = ${providerId} and created_at < ${since}) ${oldestFirst}`;
  const { rows } = await sql<VerifiedByBranch>`
    select pact_version_id, here, case when here = 1 then 0 when ${existsCorrelated(elsewhere)} then 1 else 0 end as elsewhere
    from (select pv.id as pact_version_id, pv.id, case when ${existsCorrelated(here)} then 1 else 0 end as here
      from pact_versions pv where pv.id in (${sql.join(padToPowerOfTwo(pactVersionIds))})) pv`.execute(db);
  return rows;
}

/** Successes of the pact version `pv.id`, each with the branches of its provider version. */
const successWithBranch = sql`select 1 from verifications r join branch_versions bv on bv.version_id = r.provider_version_id
  where r.pact_version_id = pv.id and r.success = 1`;

// Rows are searched from the end at which a success is likely, so that the search stops after a few rows.
const newestFirst = sql`order by r.provider_version_id desc`;
const oldestFirst = sql`order by r.provider_version_id`;

/** SQL for the id of a provider's branch; -1 if it does not exist. Only versions of the provider have results for its pacts. */
export function idOfBranch(providerId: number, branch: string): RawBuilder<number> {
  return sql`coalesce((select id from branches where pacticipant_id = ${providerId} and name = ${branch}), -1)`;
}

/** Whether a pact version was verified successfully with a provider tag (`here`), or with another one before this one was first used. */
export type VerifiedByTag = VerifiedByBranch;

/** Which pact versions have a successful result of a provider version with a tag, and with other tags from before this one was first used. */
export async function findVerifiedByTag(
  db: Db,
  providerId: number,
  tag: string,
  pactVersionIds: readonly number[],
): Promise<VerifiedByTag[]> {
  if (pactVersionIds.length === 0) return [];
  const since = sql`select min(created_at) from tags where pacticipant_id = ${providerId} and name = ${tag}`;
  const inTime = sql`and r.created_at < coalesce((${since}), '9999')`;
  const success = sql`select 1 from verifications r join tags t on t.version_id = r.provider_version_id
    where r.pact_version_id = pv.id and r.success = 1`;
  const { rows } = await sql<VerifiedByTag>`
    select pv.id as pact_version_id,
      case when ${existsCorrelated(sql`${success} and t.name = ${tag}`)} then 1 else 0 end as here,
      case when ${existsCorrelated(sql`${success} and t.name <> ${tag} ${inTime}`)} then 1 else 0 end as elsewhere
    from pact_versions pv where pv.id in (${sql.join(padToPowerOfTwo(pactVersionIds))})`.execute(db);
  return rows;
}

/** The pact versions that any provider version has verified. */
export async function findVerified(db: Db, pactVersionIds: readonly number[]): Promise<Set<number>> {
  if (pactVersionIds.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    select pv.id from pact_versions pv where pv.id in (${sql.join(padToPowerOfTwo(pactVersionIds))})
      and ${existsCorrelated(sql`select 1 from verifications r where r.pact_version_id = pv.id and r.success = 1`)}`.execute(
    db,
  );
  return new Set(rows.map(({ id }) => id));
}
