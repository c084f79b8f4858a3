import { sql } from 'kysely';
import type { Db } from './database.ts';
import { idOfBranch } from './pending.ts';
import { existsCorrelated, padToPowerOfTwo } from './sql-fragments.ts';

/** How long a success keeps a pact version from being work in progress for a branch. */
const LOOK_BACK_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The pact versions that are not work in progress for a provider branch. Within the last 30 days they were verified successfully, and not as
 * work in progress, on the branch, or on another branch before the first version of this branch was created.
 */
export async function findNotWipForBranch(
  db: Db,
  providerId: number,
  branch: string,
  pactVersionIds: readonly number[],
  now: Date,
): Promise<Set<number>> {
  if (pactVersionIds.length === 0) return new Set();
  const start = sql`
    select v.created_at from branches b join branch_versions bv on bv.branch_id = b.id
    join versions v on v.id = bv.version_id where b.pacticipant_id = ${providerId} and b.name = ${branch}
    order by bv.created_at, v.id limit 1`;
  const inTime = sql`r.created_at < coalesce((${start}), '9999')`;
  const lookBack = new Date(now.getTime() - LOOK_BACK_DAYS * DAY_MS).toISOString();
  const success = sql`select 1 from verifications r join branch_versions bv on bv.version_id = r.provider_version_id
    where r.pact_version_id = pv.id and r.success = 1 and r.wip = 0 and r.created_at >= ${lookBack}
      and (bv.branch_id = ${idOfBranch(providerId, branch)} or ${inTime}) order by r.provider_version_id desc`;
  const { rows } = await sql<{ id: number }>`
    select pv.id from pact_versions pv where pv.id in (${sql.join(padToPowerOfTwo(pactVersionIds))}) and ${existsCorrelated(success)}`.execute(
    db,
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * The same for a provider tag, without a time limit: verified by a version that had the tag when the result was published, or another tag
 * before this tag was first used.
 */
export async function findNotWipForTag(
  db: Db,
  providerId: number,
  tag: string,
  pactVersionIds: readonly number[],
): Promise<Set<number>> {
  if (pactVersionIds.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    select distinct pact_version_id as id from tag_successes
    where pact_version_id in (${sql.join(padToPowerOfTwo(pactVersionIds))}) and (tag = ${tag} or created_at < coalesce(
      (select min(f.created_at) from tags f where f.pacticipant_id = ${providerId} and f.name = ${tag}), '9999'))`.execute(
    db,
  );
  return new Set(rows.map(({ id }) => id));
}
