import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { Pact } from './pacts.ts';
import { existsCorrelated, padToPowerOfTwo } from './sql-fragments.ts';

/** A verification result of a pact version, without the results of its tests. */
export interface PactResult {
  readonly id: number;
  readonly providerVersionId: number;
  readonly providerVersion: string;
  readonly success: number;
  readonly buildUrl: string | null;
  /** JSON. */
  readonly verifiedBy: string | null;
  readonly createdAt: string;
}

export interface PactResults {
  /** Newest first. */
  readonly items: readonly PactResult[];
  readonly total: number;
  readonly failed: number;
}

/** A result of another pact version of the same two pacticipants. */
export interface EarlierResult {
  readonly id: number;
  readonly success: number;
  readonly providerVersion: string;
  readonly sha: string;
  readonly createdAt: string;
}

/** The newest results of a pact version by any provider version, and how many there are. */
export async function listResultsOfPactVersion(db: Db, pactVersionId: number, limit: number): Promise<PactResults> {
  const { rows } = await sql<PactResult>`
    select r.id, r.provider_version_id, v.number as provider_version, r.success, r.build_url, r.verified_by, r.created_at
    from verifications r join versions v on v.id = r.provider_version_id
    where r.pact_version_id = ${pactVersionId} order by r.id desc limit ${limit}`.execute(db);
  const counted = await db
    .selectFrom('verifications')
    .select((eb) => [eb.fn.countAll().as('total'), eb.fn.sum('success').as('successes')])
    .where('pactVersionId', '=', pactVersionId)
    .executeTakeFirstOrThrow();
  const total = Number(counted.total);
  return { items: rows, total, failed: total - Number(counted.successes ?? 0) };
}

/** The ids of those pact versions that have no result although an earlier pact version of the same two pacticipants has one. */
export async function findChangedPactVersions(db: Db, pactVersionIds: readonly number[]): Promise<Set<number>> {
  if (pactVersionIds.length === 0) return new Set();
  const own = sql`select 1 from verifications r where r.pact_version_id = pv.id`;
  const earlier = sql`select 1 from verifications r
    where r.provider_id = pv.provider_id and r.consumer_id = pv.consumer_id and r.pact_version_id < pv.id`;
  const { rows } = await sql<{ id: number }>`
    select pv.id from pact_versions pv where pv.id in (${sql.join(padToPowerOfTwo(pactVersionIds))})
      and not ${existsCorrelated(own)} and ${existsCorrelated(earlier)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** The newest result of an earlier pact version of the same two pacticipants. */
export async function findLastEarlierResult(db: Db, pact: Pact): Promise<EarlierResult | undefined> {
  const { rows } = await sql<EarlierResult>`
    select r.id, r.success, v.number as provider_version, pv.sha, r.created_at
    from verifications r join versions v on v.id = r.provider_version_id join pact_versions pv on pv.id = r.pact_version_id
    where r.provider_id = ${pact.providerId} and r.consumer_id = ${pact.consumerId} and r.pact_version_id < ${pact.pactVersionId}
    order by r.id desc limit 1`.execute(db);
  return rows[0];
}
