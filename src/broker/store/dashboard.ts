import { sql } from 'kysely';
import type { Db } from './database.ts';
import { type Pact, selectPacts } from './pacts.ts';
import type { Page } from './page.ts';

export interface DashboardFilter {
  readonly consumerId?: number;
  readonly providerId?: number;
}

/**
 * The pacts of the dashboard: of each integration the latest one, the latest one of each tag, and those of deployed and released versions; by
 * consumer, newest first.
 */
export function listHeadPacts(db: Db, { consumerId, providerId }: DashboardFilter, page: Page): Promise<Pact[]> {
  const consumer = consumerId === undefined ? sql`` : sql`and pp.consumer_id = ${consumerId}`;
  const provider = providerId === undefined ? sql`` : sql`and pp.provider_id = ${providerId}`;
  const offset = (page.number - 1) * page.size;
  return selectPacts(
    db,
    sql`where pp.id in (${headIds}) ${consumer} ${provider}
      order by lower(c.name), pp.consumer_version_id desc, lower(p.name) limit ${page.size} offset ${offset}`,
  );
}

const headIds = sql.raw(`
  select h.id from pact_publications h where (h.provider_id, h.consumer_version_id) in (
    select o.provider_id, max(o.consumer_version_id) from pact_publications o group by o.consumer_id, o.provider_id)
  union
  select h.id from pact_publications h where (h.provider_id, h.consumer_version_id) in (
    select o.provider_id, max(o.consumer_version_id) from pact_publications o join tags t on t.version_id = o.consumer_version_id
    group by o.consumer_id, o.provider_id, t.name)
  union
  select h.id from pact_publications h where h.consumer_version_id in (
    select version_id from deployed_versions where undeployed_at is null
    union select version_id from released_versions where support_ended_at is null)`);

/** The tags for which each of some pacts is the latest one of its integration. */
export async function findHeadTags(db: Db, pacts: readonly Pact[]): Promise<Map<Pact, string[]>> {
  if (pacts.length === 0) return new Map();
  const { rows } = await sql<{ versionId: number; providerId: number; name: string }>`
    select t.version_id, pp.provider_id, t.name from tags t join pact_publications pp on pp.consumer_version_id = t.version_id
    where t.version_id in (${sql.join(pacts.map(({ consumerVersionId }) => consumerVersionId))})
      and not exists (select 1 from tags n join pact_publications o on o.consumer_version_id = n.version_id
        where n.pacticipant_id = t.pacticipant_id and n.name = t.name and o.provider_id = pp.provider_id
          and n.version_id > t.version_id)
    order by t.name`.execute(db);
  const isOf = (pact: Pact) => (row: (typeof rows)[number]) =>
    row.versionId === pact.consumerVersionId && row.providerId === pact.providerId;
  return new Map(pacts.map((pact) => [pact, rows.filter(isOf(pact)).map(({ name }) => name)]));
}
