import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { Listing, Page } from './page.ts';

/** A deployment or release, whether it still lasts or not. */
export interface Stay {
  readonly kind: 'deployed' | 'released';
  readonly pacticipant: string;
  readonly version: string;
  readonly applicationInstance: string | null;
  readonly since: string;
  /** Null while it lasts. */
  readonly until: string | null;
}

/** A page of all that was ever deployed to or released in an environment, newest first. */
export async function listStays(db: Db, environmentId: number, page: Page): Promise<Listing<Stay>> {
  const { rows } = await sql<Stay>`
    select s.kind, p.name as pacticipant, v.number as version, s.application_instance, s.since, s.until
    from (${stays(environmentId)}) s
    join versions v on v.id = s.version_id
    join pacticipants p on p.id = v.pacticipant_id
    order by s.since desc, s.id desc limit ${page.size} offset ${(page.number - 1) * page.size}`.execute(db);
  const counted = await sql<{ total: number }>`select count(*) as total from (${stays(environmentId)}) s`.execute(db);
  return { items: rows, paged: { page, total: Number(counted.rows[0]?.total ?? 0) } };
}

const stays = (environmentId: number) => sql`
  select 'deployed' as kind, id, version_id, application_instance, created_at as since, undeployed_at as until
    from deployed_versions where environment_id = ${environmentId}
  union all
  select 'released', id, version_id, null, created_at, support_ended_at from released_versions where environment_id = ${environmentId}`;
