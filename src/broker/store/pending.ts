import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { existsCorrelated, padToPowerOfTwo } from './sql-fragments.ts';

/** Whether a pact version was verified successfully on a provider branch (`here`), or on another one before this one was created. */
export interface VerifiedByBranch {
  readonly pactVersionId: number;
  readonly here: number;
  readonly elsewhere: number;
}

/**
 * Which pact versions have a successful result on a provider's branch, and on other branches from before this branch was created (at any
 * time, if it does not exist).
 */
export async function findVerifiedByBranch(
  db: Db,
  providerId: number,
  branch: string,
  pactVersionIds: readonly number[],
): Promise<VerifiedByBranch[]> {
  if (pactVersionIds.length === 0) return [];
  const since = sql`select created_at from branches where pacticipant_id = ${providerId} and name = ${branch}`;
  const inTime = sql`and r.created_at < coalesce((${since}), '9999')`;
  const branchId = idOfBranch(providerId, branch);
  const success = sql`select 1 from verifications r join branch_versions bv on bv.version_id = r.provider_version_id
    where r.pact_version_id = pv.id and r.success = 1`;
  const { rows } = await sql<VerifiedByBranch>`
    select pv.id as pact_version_id,
      case when ${existsCorrelated(sql`${success} and bv.branch_id = ${branchId}`)} then 1 else 0 end as here,
      case when ${existsCorrelated(sql`${success} and bv.branch_id <> ${branchId} ${inTime}`)} then 1 else 0 end as elsewhere
    from pact_versions pv where pv.id in (${sql.join(padToPowerOfTwo(pactVersionIds))})`.execute(db);
  return rows;
}

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
