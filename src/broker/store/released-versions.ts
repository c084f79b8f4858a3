import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { releasedVersionColumns } from './columns.ts';
import type { Db } from './database.ts';
import { padded } from './pad-to-power-of-two.ts';
import type { ReleasedVersionTable } from './schema.ts';
import type { Version } from './versions.ts';

/** A version that was released in an environment, and is supported there until its support ends. */
export type ReleasedVersion = Selectable<ReleasedVersionTable> & { versionNumber: string; pacticipantName: string };

/** Records a version as released and supported in an environment; a version whose support had ended is supported again. */
export async function recordRelease(
  db: Db,
  version: Pick<Version, 'id' | 'pacticipantId'>,
  environmentId: number,
  now: Date,
): Promise<{ released: ReleasedVersion; isNew: boolean }> {
  const date = now.toISOString();
  const uuid = randomUUID();
  const { uuid: stored } = await db
    .insertInto('releasedVersions')
    .values({
      ...{ uuid, versionId: version.id, pacticipantId: version.pacticipantId, environmentId },
      ...{ supportEndedAt: null, createdAt: date, updatedAt: date },
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
  return { released: await getReleasedVersion(db, stored), isNew: stored === uuid };
}

export interface ReleaseFilter {
  readonly pacticipant?: string | undefined;
  readonly version?: string | undefined;
}

/** What is released and still supported in an environment, oldest first. */
export function listCurrentlySupported(
  db: Db,
  environmentId: number,
  { pacticipant, version }: ReleaseFilter,
): Promise<ReleasedVersion[]> {
  let query = named(db).where('environmentId', '=', environmentId).where('supportEndedAt', 'is', null);
  if (pacticipant !== undefined) query = query.where('pacticipants.name', '=', pacticipant);
  if (version !== undefined) query = query.where('versions.number', '=', version);
  return query.orderBy('releasedVersions.id').execute();
}

/** Every release of some versions, ended ones included, oldest first. */
export async function listReleasesOf(db: Db, versionIds: readonly number[]): Promise<ReleasedVersion[]> {
  if (versionIds.length === 0) return [];
  return named(db).where('versionId', 'in', padded(versionIds)).orderBy('releasedVersions.id').execute();
}

/** The release of a version in an environment; there is at most one. */
export function findRelease(db: Db, versionId: number, environmentId: number): Promise<ReleasedVersion | undefined> {
  return named(db).where('versionId', '=', versionId).where('environmentId', '=', environmentId).executeTakeFirst();
}

export function findReleasedVersion(db: Db, uuid: string): Promise<ReleasedVersion | undefined> {
  return named(db).where('uuid', '=', uuid).executeTakeFirst();
}

/** Records that a version is no longer supported; one whose support ended before keeps its time. */
export async function recordSupportEnded(db: Db, released: ReleasedVersion, now: Date): Promise<ReleasedVersion> {
  await db
    .updateTable('releasedVersions')
    .set({ supportEndedAt: now.toISOString() })
    .where('id', '=', released.id)
    .where('supportEndedAt', 'is', null)
    .execute();
  return getReleasedVersion(db, released.uuid);
}

function getReleasedVersion(db: Db, uuid: string): Promise<ReleasedVersion> {
  return named(db).where('uuid', '=', uuid).executeTakeFirstOrThrow();
}

function named(db: Db) {
  return db
    .selectFrom('releasedVersions')
    .innerJoin('versions', 'versions.id', 'releasedVersions.versionId')
    .innerJoin('pacticipants', 'pacticipants.id', 'releasedVersions.pacticipantId')
    .select(releasedVersionColumns)
    .select(['versions.number as versionNumber', 'pacticipants.name as pacticipantName']);
}
