import { sql } from 'kysely';
import { groupBy } from '../../text/group-by.ts';
import type { Db } from './database.ts';
import { type Environment, listEnvironments } from './environments.ts';
import { listDeploymentsOf, listReleasesOf, type Placement } from './placements.ts';
import { padToPowerOfTwo } from './sql-fragments.ts';
import type { Version } from './versions.ts';

/** The branches, tags and current environments of a version, oldest first. */
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

/** The details of many versions by version id, with one query. */
export async function findVersionDetails(db: Db, versionIds: readonly number[]): Promise<Map<number, VersionDetails>> {
  const details = new Map(versionIds.map((id) => [id, { branches: [], tags: [], environments: [] } as VersionDetails]));
  if (versionIds.length === 0) return details;
  const ids = sql.join(padToPowerOfTwo(versionIds));
  const { rows } = await sql<Detail>`
    select 'branch' as kind, v.version_id, b.name, case when h.version_id = v.version_id then 1 else 0 end as latest,
      ${noEnvironment}, v.created_at as since, b.id as position
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
      ) placements group by version_id, environment_id
    ) s join environments e on e.id = s.environment_id
    order by since, position, name`.execute(db);
  for (const { kind, versionId, name, latest, uuid, displayName, production, createdAt } of rows) {
    const of = details.get(versionId);
    if (kind === 'branch') of?.branches.push({ name, latest: latest === 1 });
    else if (kind === 'tag') of?.tags.push({ name, latest: latest === 1 });
    else of?.environments.push({ uuid, name, displayName, production, createdAt });
  }
  return details;
}

/** A branch, a tag or an environment of a version; the columns of environments are null in the other kinds. */
interface Detail extends EnvironmentOfVersion {
  readonly kind: 'branch' | 'tag' | 'environment';
  readonly versionId: number;
  readonly latest: number;
}

const noEnvironment =
  sql.raw(`cast(null as text) as uuid, cast(null as text) as display_name, cast(null as integer) as production,
  cast(null as text) as created_at`);

/** A version with everything that its representation contains. */
export interface DescribedVersion {
  readonly version: Version;
  readonly pacticipantName: string;
  readonly branches: readonly { readonly name: string; readonly latest: boolean }[];
  readonly tags: readonly string[];
  /** The providers it has pacts with, by name. */
  readonly providers: readonly string[];
  readonly deployments: readonly Placement[];
  readonly releases: readonly Placement[];
}

/** Versions with their parts, and all environments: seven queries for any number of versions. */
export async function describeVersions(
  db: Db,
  pacticipantName: string,
  versions: Version[],
): Promise<{ described: DescribedVersion[]; environments: Environment[] }> {
  const environments = await listEnvironments(db);
  if (versions.length === 0) return { described: [], environments };
  const ids = versions.map(({ id }) => id);
  const branches = groupBy(await branchesOf(db, ids), (row) => row.versionId);
  const tags = groupBy(await tagsOf(db, ids), (row) => row.versionId);
  const providers = groupBy(await providersOf(db, ids), (row) => row.versionId);
  const deployments = groupBy(await listDeploymentsOf(db, ids), (row) => row.versionId);
  const releases = groupBy(await listReleasesOf(db, ids), (row) => row.versionId);
  const described = versions.map((version) => ({
    version,
    pacticipantName,
    branches: (branches.get(version.id) ?? []).map(({ name, headId }) => ({ name, latest: headId === version.id })),
    tags: (tags.get(version.id) ?? []).map(({ name }) => name),
    providers: (providers.get(version.id) ?? []).map(({ name }) => name),
    deployments: deployments.get(version.id) ?? [],
    releases: releases.get(version.id) ?? [],
  }));
  return { described, environments };
}

function branchesOf(db: Db, ids: number[]) {
  return db
    .selectFrom('branchVersions')
    .innerJoin('branches', 'branches.id', 'branchVersions.branchId')
    .leftJoin('branchHeads', 'branchHeads.branchId', 'branches.id')
    .select(['branchVersions.versionId', 'branches.name', 'branchHeads.versionId as headId'])
    .where('branchVersions.versionId', 'in', padToPowerOfTwo(ids))
    .orderBy('branchVersions.createdAt')
    .orderBy('branches.id')
    .execute();
}

/** In the order in which they were added. */
function tagsOf(db: Db, ids: readonly number[]) {
  return db
    .selectFrom('tags')
    .select(['versionId', 'name'])
    .where('versionId', 'in', padToPowerOfTwo(ids))
    .orderBy('id')
    .execute();
}

function providersOf(db: Db, ids: number[]) {
  return db
    .selectFrom('pactPublications')
    .innerJoin('pacticipants', 'pacticipants.id', 'pactPublications.providerId')
    .select(['pactPublications.consumerVersionId as versionId', 'pacticipants.name'])
    .where('pactPublications.consumerVersionId', 'in', padToPowerOfTwo(ids))
    .orderBy((eb) => eb.fn('lower', ['pacticipants.name']))
    .execute();
}

/** What a webhook can send about a version. */
export interface VersionFacts {
  readonly number: string;
  readonly buildUrl: string | null;
  /** The branch that it was added to last. */
  readonly branch: string | undefined;
  readonly tags: readonly string[];
}

/** The facts of some versions by version id. */
export async function findVersionFacts(db: Db, ids: readonly number[]): Promise<Map<number, VersionFacts>> {
  const versions = await db
    .selectFrom('versions')
    .select(['id', 'number', 'buildUrl'])
    .where('id', 'in', padToPowerOfTwo(ids))
    .execute();
  const details = await findVersionDetails(db, ids);
  const tags = groupBy(await tagsOf(db, ids), ({ versionId }) => versionId);
  const facts = versions.map(({ id, ...version }): [number, VersionFacts] => {
    const branch = details.get(id)?.branches.at(-1)?.name;
    return [id, { ...version, branch, tags: (tags.get(id) ?? []).map(({ name }) => name) }];
  });
  return new Map(facts);
}
