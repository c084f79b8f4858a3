import { sql } from 'kysely';
import type { Db } from './database.ts';

/** What is known of a version besides its number, oldest first. */
export interface VersionDetails {
  readonly branches: { readonly name: string; readonly latest: boolean }[];
  readonly tags: { readonly name: string; readonly latest: boolean }[];
  readonly environments: EnvironmentOfVersion[];
}

interface EnvironmentOfVersion {
  readonly uuid: string;
  readonly name: string;
  readonly displayName: string | null;
  readonly production: number;
  readonly createdAt: string;
}

/** Branches, tags and current environments of many versions at once, by version id. */
export async function findVersionDetails(db: Db, versionIds: readonly number[]): Promise<Map<number, VersionDetails>> {
  const details = new Map(versionIds.map((id) => [id, { branches: [], tags: [], environments: [] } as VersionDetails]));
  if (versionIds.length === 0) return details;
  const ids = sql.join(versionIds);
  const branches = await sql<{ versionId: number; name: string; latest: number }>`
    select v.version_id, b.name, case when h.version_id = v.version_id then 1 else 0 end as latest
    from branch_versions v
    join branches b on b.id = v.branch_id
    left join branch_heads h on h.branch_id = v.branch_id
    where v.version_id in (${ids}) order by v.created_at, b.id`.execute(db);
  const tags = await sql<{ versionId: number; name: string; latest: number }>`
    select t.version_id, t.name, case when t.version_id = (
        select max(o.version_id) from tags o where o.pacticipant_id = t.pacticipant_id and o.name = t.name
      ) then 1 else 0 end as latest
    from tags t where t.version_id in (${ids}) order by t.created_at, t.name`.execute(db);
  const environments = await sql<{ versionId: number } & EnvironmentOfVersion>`
    select s.version_id, e.uuid, e.name, e.display_name, e.production, e.created_at
    from (
      select version_id, environment_id, min(created_at) as since from (
        select version_id, environment_id, created_at from deployed_versions where undeployed_at is null and version_id in (${ids})
        union all
        select version_id, environment_id, created_at from released_versions where support_ended_at is null and version_id in (${ids})
      ) stays group by version_id, environment_id
    ) s join environments e on e.id = s.environment_id order by s.since, e.id`.execute(db);
  for (const { versionId, name, latest } of branches.rows)
    details.get(versionId)?.branches.push({ name, latest: latest === 1 });
  for (const { versionId, name, latest } of tags.rows)
    details.get(versionId)?.tags.push({ name, latest: latest === 1 });
  for (const { versionId, ...environment } of environments.rows) details.get(versionId)?.environments.push(environment);
  return details;
}
