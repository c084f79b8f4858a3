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
  const tags = await listTagNames(db, place.consumerVersionId);
  if (tags.length === 0) {
    const sha = await previousSha(
      db,
      place,
      sql`not exists (select 1 from tags t where t.version_id = pp.consumer_version_id)`,
    );
    return [{ sha }];
  }
  const previous: PreviousPact[] = [];
  for (const tag of tags) {
    const tagged = sql`exists (select 1 from tags t where t.version_id = pp.consumer_version_id and t.name = ${tag})`;
    previous.push({ tag, sha: await previousSha(db, place, tagged) });
  }
  return previous;
}

async function listTagNames(db: Db, versionId: number): Promise<string[]> {
  const tags = await db.selectFrom('tags').select('name').where('versionId', '=', versionId).orderBy('id').execute();
  return tags.map(({ name }) => name);
}

async function previousSha(db: Db, place: PactPlace, condition: RawBuilder<unknown>): Promise<string | undefined> {
  const { rows } = await sql<{ sha: string }>`
    select pv.sha from pact_publications pp join pact_versions pv on pv.id = pp.pact_version_id
    where pp.consumer_id = ${place.consumerId} and pp.provider_id = ${place.providerId}
      and pp.consumer_version_id < ${place.consumerVersionId} and ${condition}
    order by pp.consumer_version_id desc limit 1`.execute(db);
  return rows[0]?.sha;
}
