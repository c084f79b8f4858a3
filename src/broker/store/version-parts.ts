import type { Db } from './database.ts';
import { type DeployedVersion, listDeploymentsOf } from './deployed-versions.ts';
import { type Environment, listEnvironments } from './environments.ts';
import { grouped } from './grouped.ts';
import { padded } from './pad-to-power-of-two.ts';
import { listReleasesOf, type ReleasedVersion } from './released-versions.ts';
import type { Version } from './versions.ts';

/** A version with what is told along with it. */
export interface DescribedVersion {
  readonly version: Version;
  readonly pacticipantName: string;
  readonly branches: readonly { readonly name: string; readonly latest: boolean }[];
  readonly tags: readonly string[];
  /** The providers it has pacts with, by name. */
  readonly providers: readonly string[];
  readonly deployments: readonly DeployedVersion[];
  readonly releases: readonly ReleasedVersion[];
}

/** Versions with their parts, and the environments these speak of: seven questions, however many versions there are. */
export async function describeVersions(
  db: Db,
  pacticipantName: string,
  versions: Version[],
): Promise<{ described: DescribedVersion[]; environments: Environment[] }> {
  const environments = await listEnvironments(db);
  if (versions.length === 0) return { described: [], environments };
  const ids = versions.map(({ id }) => id);
  const branches = grouped(await branchesOf(db, ids), (row) => row.versionId);
  const tags = grouped(await tagsOf(db, ids), (row) => row.versionId);
  const providers = grouped(await providersOf(db, ids), (row) => row.versionId);
  const deployments = grouped(await listDeploymentsOf(db, ids), (row) => row.versionId);
  const releases = grouped(await listReleasesOf(db, ids), (row) => row.versionId);
  const described = versions.map((version) => ({
    version,
    pacticipantName,
    branches: branches(version.id).map(({ name, headId }) => ({ name, latest: headId === version.id })),
    tags: tags(version.id).map(({ name }) => name),
    providers: providers(version.id).map(({ name }) => name),
    deployments: deployments(version.id),
    releases: releases(version.id),
  }));
  return { described, environments };
}

function branchesOf(db: Db, ids: number[]) {
  return db
    .selectFrom('branchVersions')
    .innerJoin('branches', 'branches.id', 'branchVersions.branchId')
    .leftJoin('branchHeads', 'branchHeads.branchId', 'branches.id')
    .select(['branchVersions.versionId', 'branches.name', 'branchHeads.versionId as headId'])
    .where('branchVersions.versionId', 'in', padded(ids))
    .orderBy('branchVersions.createdAt')
    .orderBy('branches.id')
    .execute();
}

function tagsOf(db: Db, ids: number[]) {
  return db
    .selectFrom('tags')
    .select(['versionId', 'name'])
    .where('versionId', 'in', padded(ids))
    .orderBy('id')
    .execute();
}

function providersOf(db: Db, ids: number[]) {
  return db
    .selectFrom('pactPublications')
    .innerJoin('pacticipants', 'pacticipants.id', 'pactPublications.providerId')
    .select(['pactPublications.consumerVersionId as versionId', 'pacticipants.name'])
    .where('pactPublications.consumerVersionId', 'in', padded(ids))
    .orderBy((eb) => eb.fn('lower', ['pacticipants.name']))
    .execute();
}
