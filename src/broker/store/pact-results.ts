import { sql } from 'kysely';
import type { Db } from './database.ts';

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
