import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';

/** A consumer version and a provider. */
export interface PactCoordinates {
  readonly consumerId: number;
  readonly providerId: number;
  readonly consumerVersionId: number;
}

/** The last pact before a consumer version; `tag` is undefined for versions without tags. */
export interface PreviousPact {
  readonly tag?: string;
  /** Undefined when there was no such pact. */
  readonly sha: string | undefined;
}

/** The last pact before a consumer version for each of that version's tags; without tags, the last untagged one. */
export async function findPreviousPacts(db: Db, pact: PactCoordinates): Promise<PreviousPact[]> {
  const { consumerVersionId } = pact;
  const tagged = sql`exists (select 1 from tags o where o.version_id = pp.consumer_version_id and o.name = t.name)`;
  const untagged = sql`not exists (select 1 from tags o where o.version_id = pp.consumer_version_id)`;
  const { rows } = await sql<{ tag: string | null; sha: string | null }>`
    select t.id as position, t.name as tag, ${previousSha(pact, tagged)} as sha from tags t
    where t.version_id = ${consumerVersionId}
    union all
    select 0, null, ${previousSha(pact, untagged)}
    where not exists (select 1 from tags t where t.version_id = ${consumerVersionId})
    order by position`.execute(db);
  return rows.map(({ tag, sha }) => ({ ...(tag !== null && { tag }), sha: sha ?? undefined }));
}

function previousSha(pact: PactCoordinates, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select pv.sha from pact_publications pp join pact_versions pv on pv.id = pp.pact_version_id
    where pp.consumer_id = ${pact.consumerId} and pp.provider_id = ${pact.providerId}
      and pp.consumer_version_id < ${pact.consumerVersionId} and ${condition}
    order by pp.consumer_version_id desc limit 1)`;
}
