import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import type { Listing, Page } from './page.ts';
import { padToPowerOfTwo } from './sql-fragments.ts';
import type { Version } from './versions.ts';

/** A version deployed to an environment until it is undeployed, or released in one until its support ends. */
export interface Placement {
  readonly kind: 'deployed' | 'released';
  readonly id: number;
  readonly uuid: string;
  readonly versionId: number;
  readonly versionNumber: string;
  readonly pacticipantId: number;
  readonly pacticipantName: string;
  readonly environmentId: number;
  readonly applicationInstance: ApplicationInstance;
  /** When it was undeployed, or when its support ended; null while it is current. */
  readonly endedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One of several instances of an application in an environment; null when the deployment names none, and for a release. */
export type ApplicationInstance = string | null;

const placementTables = {
  deployed: sql`select 'deployed' as kind, id, uuid, version_id, pacticipant_id, environment_id, application_instance,
    undeployed_at as ended_at, created_at, updated_at from deployed_versions`,
  released: sql`select 'released' as kind, id, uuid, version_id, pacticipant_id, environment_id,
    cast(null as text) as application_instance, support_ended_at as ended_at, created_at, updated_at from released_versions`,
};
const everyPlacement = sql`${placementTables.deployed} union all ${placementTables.released}`;

/** @param rest conditions and order; `x` is the placement, `v` its version and `p` its pacticipant */
async function selectPlacements(db: Db, table: RawBuilder<unknown>, rest: RawBuilder<unknown>): Promise<Placement[]> {
  const { rows } = await sql<Placement>`
    select x.kind, x.id, x.uuid, x.version_id, v.number as version_number, x.pacticipant_id, p.name as pacticipant_name,
      x.environment_id, x.application_instance, x.ended_at, x.created_at, x.updated_at
    from (${table}) x join versions v on v.id = x.version_id join pacticipants p on p.id = x.pacticipant_id ${rest}`.execute(
    db,
  );
  return rows;
}

async function findPlacement(db: Db, kind: Placement['kind'], rest: RawBuilder<unknown>) {
  return (await selectPlacements(db, placementTables[kind], rest))[0];
}

async function getPlacement(db: Db, kind: Placement['kind'], uuid: string): Promise<Placement> {
  const placement = await findPlacement(db, kind, sql`where x.uuid = ${uuid}`);
  if (!placement) throw new Error(`the placement ${uuid} was deleted while it was written`);
  return placement;
}

/** `= …`, or `is null` for null. */
const equals = (value: string | null) => (value === null ? sql`is null` : sql`= ${value}`);

export function findDeployedVersion(db: Db, uuid: string): Promise<Placement | undefined> {
  return findPlacement(db, 'deployed', sql`where x.uuid = ${uuid}`);
}

export function findReleasedVersion(db: Db, uuid: string): Promise<Placement | undefined> {
  return findPlacement(db, 'released', sql`where x.uuid = ${uuid}`);
}

/** The release of a version in an environment; there is at most one. */
export function findRelease(db: Db, versionId: number, environmentId: number): Promise<Placement | undefined> {
  return findPlacement(db, 'released', sql`where x.version_id = ${versionId} and x.environment_id = ${environmentId}`);
}

/**
 * Records that a version is deployed to an environment (as one application instance). The version deployed there before is undeployed;
 * a version that is deployed there already is left as it is.
 * @param options.autoCreated the deployment was derived from a tag with the environment's name
 */
export async function recordDeployment(
  db: Db,
  version: Pick<Version, 'id' | 'pacticipantId'>,
  environmentId: number,
  instance: ApplicationInstance,
  now: Date,
  options: { readonly autoCreated?: boolean } = {},
): Promise<Placement> {
  await lockDeployments(db, version.pacticipantId);
  const current = await findPlacement(
    db,
    'deployed',
    sql`where x.pacticipant_id = ${version.pacticipantId} and x.environment_id = ${environmentId}
      and x.application_instance ${equals(instance)} and x.ended_at is null`,
  );
  if (current?.versionId === version.id) return current;
  if (current) await endDeployment(db, current.id, now);
  const date = now.toISOString();
  const uuid = randomUUID();
  await db
    .insertInto('deployedVersions')
    .values({
      uuid,
      versionId: version.id,
      pacticipantId: version.pacticipantId,
      environmentId,
      applicationInstance: instance,
      autoCreated: options.autoCreated ? 1 : 0,
      undeployedAt: null,
      createdAt: date,
      updatedAt: date,
    })
    .execute();
  return getPlacement(db, 'deployed', uuid);
}

/** Serializes concurrent deployments of one pacticipant by locking its row until the transaction ends. */
async function lockDeployments(db: Db, pacticipantId: number): Promise<void> {
  await db
    .updateTable('pacticipants')
    .set((eb) => ({ updatedAt: eb.ref('updatedAt') }))
    .where('id', '=', pacticipantId)
    .execute();
}

/** Records that a version is released and supported in an environment; a version whose support ended is supported again. */
export async function recordRelease(
  db: Db,
  version: Pick<Version, 'id' | 'pacticipantId'>,
  environmentId: number,
  now: Date,
): Promise<{ released: Placement; isNew: boolean }> {
  const date = now.toISOString();
  const uuid = randomUUID();
  const { uuid: storedUuid } = await db
    .insertInto('releasedVersions')
    .values({
      uuid,
      versionId: version.id,
      pacticipantId: version.pacticipantId,
      environmentId,
      supportEndedAt: null,
      createdAt: date,
      updatedAt: date,
    })
    .onConflict((conflict) =>
      conflict.columns(['versionId', 'environmentId']).doUpdateSet((eb) => ({
        updatedAt: eb
          .case()
          .when('releasedVersions.supportEndedAt', 'is', null)
          .then(eb.ref('releasedVersions.updatedAt'))
          .else(date)
          .end(),
        supportEndedAt: null,
      })),
    )
    .returning('uuid')
    .executeTakeFirstOrThrow();
  return { released: await getPlacement(db, 'released', storedUuid), isNew: storedUuid === uuid };
}

/** Records that a version is no longer deployed; a deployment that has ended keeps its end. */
export async function recordUndeployment(db: Db, { id, uuid }: Placement, now: Date): Promise<Placement> {
  await endDeployment(db, id, now);
  return getPlacement(db, 'deployed', uuid);
}

async function endDeployment(db: Db, id: number, now: Date): Promise<void> {
  await db
    .updateTable('deployedVersions')
    .set({ undeployedAt: now.toISOString() })
    .where('id', '=', id)
    .where('undeployedAt', 'is', null)
    .execute();
}

/** Records that a version is no longer supported; a release whose support has ended keeps its end. */
export async function recordSupportEnded(db: Db, { id, uuid }: Placement, now: Date): Promise<Placement> {
  await db
    .updateTable('releasedVersions')
    .set({ supportEndedAt: now.toISOString() })
    .where('id', '=', id)
    .where('supportEndedAt', 'is', null)
    .execute();
  return getPlacement(db, 'released', uuid);
}

export interface DeploymentFilter {
  readonly pacticipant?: string | undefined;
  readonly instance?: ApplicationInstance | undefined;
}

/** The versions deployed to an environment now, newest first. */
export function listCurrentlyDeployed(db: Db, environmentId: number, filter: DeploymentFilter): Promise<Placement[]> {
  const { pacticipant, instance } = filter;
  const ofPacticipant = pacticipant === undefined ? sql`` : sql`and p.name = ${pacticipant}`;
  const ofInstance = instance === undefined ? sql`` : sql`and x.application_instance ${equals(instance)}`;
  return selectPlacements(
    db,
    placementTables.deployed,
    sql`where x.environment_id = ${environmentId} and x.ended_at is null ${ofPacticipant} ${ofInstance}
      order by x.created_at desc, x.id desc`,
  );
}

export interface ReleaseFilter {
  readonly pacticipant?: string | undefined;
  readonly version?: string | undefined;
}

/** The versions released and still supported in an environment, oldest first. */
export function listCurrentlySupported(db: Db, environmentId: number, filter: ReleaseFilter): Promise<Placement[]> {
  const { pacticipant, version } = filter;
  const ofPacticipant = pacticipant === undefined ? sql`` : sql`and p.name = ${pacticipant}`;
  const ofVersion = version === undefined ? sql`` : sql`and v.number = ${version}`;
  return selectPlacements(
    db,
    placementTables.released,
    sql`where x.environment_id = ${environmentId} and x.ended_at is null ${ofPacticipant} ${ofVersion} order by x.id`,
  );
}

/** The current placements in all environments: deployed versions, newest first, then released and supported versions. */
export async function listCurrentPlacements(db: Db): Promise<Placement[]> {
  const current = sql`where x.ended_at is null`;
  return [
    ...(await selectPlacements(db, placementTables.deployed, sql`${current} order by x.created_at desc, x.id desc`)),
    ...(await selectPlacements(db, placementTables.released, sql`${current} order by x.id`)),
  ];
}

/** The versions of a pacticipant that are deployed to any environment now. */
export function listDeployedOfPacticipant(db: Db, pacticipantId: number): Promise<Placement[]> {
  return selectPlacements(
    db,
    placementTables.deployed,
    sql`where x.pacticipant_id = ${pacticipantId} and x.ended_at is null order by x.id`,
  );
}

/** The numbers of a pacticipant's versions that are deployed to any environment now, by the start of their oldest deployment. */
export async function listDeployedNumbers(db: Db, pacticipantId: number): Promise<string[]> {
  const deployed = await listDeployedOfPacticipant(db, pacticipantId);
  return [...new Set(deployed.map(({ versionNumber }) => versionNumber))];
}

/** Every deployment of a version to an environment, newest first. */
export function listDeploymentsTo(db: Db, versionId: number, environmentId: number): Promise<Placement[]> {
  return selectPlacements(
    db,
    placementTables.deployed,
    sql`where x.version_id = ${versionId} and x.environment_id = ${environmentId} order by x.created_at desc, x.id desc`,
  );
}

/** Every deployment of some versions, ended ones included, oldest first. */
export function listDeploymentsOf(db: Db, versionIds: readonly number[]): Promise<Placement[]> {
  return listPlacementsOf(db, 'deployed', versionIds);
}

/** Every release of some versions, ended ones included, oldest first. */
export function listReleasesOf(db: Db, versionIds: readonly number[]): Promise<Placement[]> {
  return listPlacementsOf(db, 'released', versionIds);
}

async function listPlacementsOf(db: Db, kind: Placement['kind'], versionIds: readonly number[]): Promise<Placement[]> {
  if (versionIds.length === 0) return [];
  const ids = sql.join(padToPowerOfTwo(versionIds));
  return selectPlacements(db, placementTables[kind], sql`where x.version_id in (${ids}) order by x.id`);
}

/** A page of everything that was ever deployed to or released in an environment, newest first. */
export async function listPlacements(db: Db, environmentId: number, page: Page): Promise<Listing<Placement>> {
  const inEnvironment = sql`select * from (${everyPlacement}) a where environment_id = ${environmentId}`;
  const offset = (page.number - 1) * page.size;
  const order = sql`order by x.created_at desc, x.id desc limit ${page.size} offset ${offset}`;
  const items = await selectPlacements(db, inEnvironment, order);
  const { rows } = await sql<{ total: number }>`select count(*) as total from (${inEnvironment}) x`.execute(db);
  return { items, paged: { page, total: Number(rows[0]?.total ?? 0) } };
}
