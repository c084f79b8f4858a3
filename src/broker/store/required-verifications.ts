import { sql } from 'kysely';
import type { Db } from './database.ts';

/** A provider version that must verify a pact version and has no result for it. */
export interface RequiredVerification {
  readonly versionId: number;
  readonly number: string;
  /** Why it must verify it: `latest from main branch`, `deployed in …`, `released in …`. */
  readonly descriptions: readonly string[];
}

/**
 * The provider versions that are the head of the main branch, deployed or released, and have no result for the pact of a consumer version
 * with the provider.
 */
export async function findRequiredVerifications(
  db: Db,
  consumerVersionId: number,
  providerId: number,
): Promise<RequiredVerification[]> {
  const { rows } = await sql<{ versionId: number; number: string; rank: number; environment: string }>`
    select v.id as version_id, v.number, m.rank, m.environment from (
      select h.version_id, 0 as rank, '' as environment, 0 as since from branch_heads h join branches b on b.id = h.branch_id
        join pacticipants p on p.id = b.pacticipant_id and p.main_branch = b.name where p.id = ${providerId}
      union all
      select d.version_id, 1, e.name, d.id from deployed_versions d join environments e on e.id = d.environment_id
        where d.pacticipant_id = ${providerId} and d.undeployed_at is null
      union all
      select r.version_id, 2, e.name, r.id from released_versions r join environments e on e.id = r.environment_id
        where r.pacticipant_id = ${providerId} and r.support_ended_at is null
    ) m join versions v on v.id = m.version_id
    where not exists (select 1 from latest_verifications l join pact_publications pp on pp.pact_version_id = l.pact_version_id
      where l.provider_version_id = v.id and pp.consumer_version_id = ${consumerVersionId} and pp.provider_id = ${providerId})
    order by m.rank, m.since`.execute(db);
  const required = new Map<number, { versionId: number; number: string; descriptions: string[] }>();
  for (const { versionId, number, rank, environment } of rows) {
    const found = required.get(versionId) ?? { versionId, number, descriptions: [] };
    const description = describeSource(rank, environment);
    if (!found.descriptions.includes(description)) found.descriptions.push(description);
    required.set(versionId, found);
  }
  return [...required.values()];
}

function describeSource(rank: number, environment: string): string {
  if (rank === 0) return 'latest from main branch';
  return `${rank === 1 ? 'deployed' : 'released'} in ${environment}`;
}
