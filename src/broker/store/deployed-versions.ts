import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { deployedVersionColumns } from './columns.ts';
import type { Db } from './database.ts';
import { padded } from './pad-to-power-of-two.ts';
import type { DeployedVersionTable } from './schema.ts';
import type { Version } from './versions.ts';

/** A version that is, or was, deployed to an environment, on its own or as one of several instances of the application. */
export type DeployedVersion = Selectable<DeployedVersionTable> & { versionNumber: string; pacticipantName: string };

/** No instance is its own value: `null`. */
export type ApplicationInstance = string | null;

/**
 * Records that a version is now the one deployed to an environment (as one instance): what was there before is undeployed.
 * A version that is there already stays as it is.
 */
export async function recordDeployment(
  db: Db,
  version: Pick<Version, 'id' | 'pacticipantId'>,
  environmentId: number,
  instance: ApplicationInstance,
  now: Date,
  options: { readonly autoCreated?: boolean } = {},
): Promise<DeployedVersion> {
  await lockDeployments(db, version.pacticipantId);
  const place = { pacticipantId: version.pacticipantId, environmentId, instance };
  const current = await findCurrent(db, place);
  if (current?.versionId === version.id) return current;
  const date = now.toISOString();
  if (current) await undeploy(db, current.id, date);
  const uuid = randomUUID();
  await db
    .insertInto('deployedVersions')
    .values({
      ...{ uuid, versionId: version.id, pacticipantId: version.pacticipantId, environmentId },
      ...{ applicationInstance: instance, autoCreated: options.autoCreated ? 1 : 0, undeployedAt: null },
      ...{ createdAt: date, updatedAt: date },
    })
    .execute();
  return getDeployedVersion(db, uuid);
}

/** Of parallel deployments of one pacticipant each waits for the one before, by taking its row's lock. */
async function lockDeployments(db: Db, pacticipantId: number): Promise<void> {
  await db
    .updateTable('pacticipants')
    .set((eb) => ({ updatedAt: eb.ref('updatedAt') }))
    .where('id', '=', pacticipantId)
    .execute();
}

interface Place {
  readonly pacticipantId: number;
  readonly environmentId: number;
  readonly instance: ApplicationInstance;
}

function findCurrent(db: Db, { pacticipantId, environmentId, instance }: Place): Promise<DeployedVersion | undefined> {
  const current = named(db)
    .where('deployedVersions.pacticipantId', '=', pacticipantId)
    .where('environmentId', '=', environmentId)
    .where('undeployedAt', 'is', null);
  return as(instance, current).executeTakeFirst();
}

export interface DeploymentFilter {
  readonly pacticipant?: string | undefined;
  readonly instance?: ApplicationInstance | undefined;
}

/** What is deployed to an environment now, newest first. */
export function listCurrentlyDeployed(
  db: Db,
  environmentId: number,
  { pacticipant, instance }: DeploymentFilter,
): Promise<DeployedVersion[]> {
  let query = named(db).where('environmentId', '=', environmentId).where('undeployedAt', 'is', null);
  if (pacticipant !== undefined) query = query.where('pacticipants.name', '=', pacticipant);
  if (instance !== undefined) query = as(instance, query);
  return newestFirst(query).execute();
}

/** What of a pacticipant is deployed now, anywhere. */
export function listDeployedOfPacticipant(db: Db, pacticipantId: number): Promise<DeployedVersion[]> {
  return named(db)
    .where('deployedVersions.pacticipantId', '=', pacticipantId)
    .where('undeployedAt', 'is', null)
    .orderBy('deployedVersions.id')
    .execute();
}

/** Every deployment of some versions, past ones included, oldest first. */
export async function listDeploymentsOf(db: Db, versionIds: readonly number[]): Promise<DeployedVersion[]> {
  if (versionIds.length === 0) return [];
  return named(db).where('versionId', 'in', padded(versionIds)).orderBy('deployedVersions.id').execute();
}

/** Every deployment of a version to an environment, newest first. */
export function listDeploymentsTo(db: Db, versionId: number, environmentId: number): Promise<DeployedVersion[]> {
  return newestFirst(named(db).where('versionId', '=', versionId).where('environmentId', '=', environmentId)).execute();
}

export function findDeployedVersion(db: Db, uuid: string): Promise<DeployedVersion | undefined> {
  return named(db).where('uuid', '=', uuid).executeTakeFirst();
}

/** Records that a version is no longer deployed; one that was undeployed before keeps its time. */
export async function recordUndeployment(db: Db, deployed: DeployedVersion, now: Date): Promise<DeployedVersion> {
  if (deployed.undeployedAt === null) await undeploy(db, deployed.id, now.toISOString());
  return getDeployedVersion(db, deployed.uuid);
}

async function undeploy(db: Db, id: number, date: string): Promise<void> {
  await db.updateTable('deployedVersions').set({ undeployedAt: date }).where('id', '=', id).execute();
}

function getDeployedVersion(db: Db, uuid: string): Promise<DeployedVersion> {
  return named(db).where('uuid', '=', uuid).executeTakeFirstOrThrow();
}

function named(db: Db) {
  return db
    .selectFrom('deployedVersions')
    .innerJoin('versions', 'versions.id', 'deployedVersions.versionId')
    .innerJoin('pacticipants', 'pacticipants.id', 'deployedVersions.pacticipantId')
    .select(deployedVersionColumns)
    .select(['versions.number as versionNumber', 'pacticipants.name as pacticipantName']);
}

type Query = ReturnType<typeof named>;

function newestFirst(query: Query): Query {
  return query.orderBy('deployedVersions.createdAt', 'desc').orderBy('deployedVersions.id', 'desc');
}

function as(instance: ApplicationInstance, query: Query): Query {
  return instance === null
    ? query.where('applicationInstance', 'is', null)
    : query.where('applicationInstance', '=', instance);
}
