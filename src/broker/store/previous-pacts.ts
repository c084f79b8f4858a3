import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';

/** A consumer version and a provider. */
export interface PactPlace {
  readonly consumerId: number;
  readonly providerId: number;
  readonly consumerVersionId: number;
}

/** What the consumer versions before one had with the provider; `tag` is undefined for those without any tag. */
export interface PreviousPact {
  readonly tag?: string;
  /** The content's SHA; undefined when there was none. */
  readonly sha: string | undefined;
}

/** The last pact before a consumer version for each of that version's tags; without tags, the last untagged one. */
export async function findPreviousPacts(db: Db, place: PactPlace): Promise<PreviousPact[]> {
  const { consumerVersionId } = place;
  const tagged = sql`exists (select 1 from tags o where o.version_id = pp.consumer_version_id and o.name = t.name)`;
  const untagged = sql`not exists (select 1 from tags o where o.version_id = pp.consumer_version_id)`;
  const { rows } = await sql<{ tag: string | null; sha: string | null }>`
    select t.id as place, t.name as tag, ${previousSha(place, tagged)} as sha from tags t
    where t.version_id = ${consumerVersionId}
    union all
    select 0, null, ${previousSha(place, untagged)}
    where not exists (select 1 from tags t where t.version_id = ${consumerVersionId})
    order by place`.execute(db);
  return rows.map(({ tag, sha }) => ({ ...(tag !== null && { tag }), sha: sha ?? undefined }));
}

function previousSha(place: PactPlace, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select pv.sha from pact_publications pp join pact_versions pv on pv.id = pp.pact_version_id
    where pp.consumer_id = ${place.consumerId} and pp.provider_id = ${place.providerId}
      and pp.consumer_version_id < ${place.consumerVersionId} and ${condition}
    order by pp.consumer_version_id desc limit 1)`;
}
