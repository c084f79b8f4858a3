import { sql } from 'kysely';
import type { Db } from './database.ts';
import { padded } from './pad-to-power-of-two.ts';

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
  const ids = sql.join(padded(versionIds));
  const { rows } = await sql<Detail>`
    select 'branch' as kind, v.version_id, b.name, case when h.version_id = v.version_id then 1 else 0 end as latest,
      ${noEnvironment}, v.created_at as since, b.id as place
    from branch_versions v
    join branches b on b.id = v.branch_id
    left join branch_heads h on h.branch_id = v.branch_id
    where v.version_id in (${ids})
    union all
    select 'tag', t.version_id, t.name, case when t.version_id = (
        select max(o.version_id) from tags o where o.pacticipant_id = t.pacticipant_id and o.name = t.name
      ) then 1 else 0 end, ${noEnvironment}, t.created_at, 0
    from tags t where t.version_id in (${ids})
    union all
    select 'environment', s.version_id, e.name, 0, e.uuid, e.display_name, e.production, e.created_at, s.since, e.id
    from (
      select version_id, environment_id, min(created_at) as since from (
        select version_id, environment_id, created_at from deployed_versions where undeployed_at is null and version_id in (${ids})
        union all
        select version_id, environment_id, created_at from released_versions where support_ended_at is null and version_id in (${ids})
      ) stays group by version_id, environment_id
    ) s join environments e on e.id = s.environment_id
    order by since, place, name`.execute(db);
  for (const { kind, versionId, name, latest, uuid, displayName, production, createdAt } of rows) {
    const of = details.get(versionId);
    if (kind === 'branch') of?.branches.push({ name, latest: latest === 1 });
    else if (kind === 'tag') of?.tags.push({ name, latest: latest === 1 });
    else of?.environments.push({ uuid, name, displayName, production, createdAt });
  }
  return details;
}

/** A branch, a tag or an environment of a version; what only environments have is null in the others. */
interface Detail extends EnvironmentOfVersion {
  readonly kind: 'branch' | 'tag' | 'environment';
  readonly versionId: number;
  readonly latest: number;
}

const noEnvironment =
  sql.raw(`cast(null as text) as uuid, cast(null as text) as display_name, cast(null as integer) as production,
  cast(null as text) as created_at`);
