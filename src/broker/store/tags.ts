import type { Selectable } from 'kysely';
import { addVersionToBranch } from './branches.ts';
import { tagColumns } from './columns.ts';
import type { Db } from './database.ts';
import { detectMainBranch, type Pacticipant } from './pacticipants.ts';
import type { TagTable } from './schema.ts';
import type { Version } from './versions.ts';

export type Tag = Selectable<TagTable>;

/** How long after the creation of a version its first tag also becomes its branch. */
const FIRST_TAG_IS_BRANCH_MS = 10_000;

/**
 * Adds a tag to a version unless it has the tag already. The first tag of a new version without a branch also becomes its branch, and a
 * tag called develop, main or master becomes the main branch of a pacticipant without one.
 */
export async function addTag(
  db: Db,
  pacticipant: Pick<Pacticipant, 'id' | 'mainBranch'>,
  version: Pick<Version, 'id' | 'createdAt'>,
  name: string,
  now: Date,
): Promise<void> {
  const isNew = now.getTime() - Date.parse(version.createdAt) <= FIRST_TAG_IS_BRANCH_MS;
  if (isNew && !(await hasTagOrBranch(db, version.id)))
    await addVersionToBranch(db, pacticipant, version, name, now, { autoCreated: true });
  if (pacticipant.mainBranch === null) await detectMainBranch(db, pacticipant.id, name, now);
  await insertTag(db, pacticipant.id, version.id, name, now);
}

async function insertTag(db: Db, pacticipantId: number, versionId: number, name: string, now: Date): Promise<void> {
  const date = now.toISOString();
  await db
    .insertInto('tags')
    .values({ name, versionId, pacticipantId, createdAt: date, updatedAt: date })
    .onConflict((conflict) => conflict.columns(['versionId', 'name']).doNothing())
    .execute();
}

/** Replaces all tags of a version. Its branch is not derived from them. */
export async function replaceTags(db: Db, version: Version, names: readonly string[], now: Date): Promise<void> {
  await db.deleteFrom('tags').where('versionId', '=', version.id).execute();
  for (const name of names) await insertTag(db, version.pacticipantId, version.id, name, now);
}

export function findTag(db: Db, versionId: number, name: string): Promise<Tag | undefined> {
  return db
    .selectFrom('tags')
    .select(tagColumns)
    .where('versionId', '=', versionId)
    .where('name', '=', name)
    .executeTakeFirst();
}

export async function deleteTag(db: Db, id: number): Promise<void> {
  await db.deleteFrom('tags').where('id', '=', id).execute();
}

async function hasTagOrBranch(db: Db, versionId: number): Promise<boolean> {
  const found = await db
    .selectFrom('tags')
    .select('versionId')
    .where('versionId', '=', versionId)
    .unionAll(db.selectFrom('branchVersions').select('versionId').where('versionId', '=', versionId))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether any version of a pacticipant has the tag. */
export async function isTagInUse(db: Db, pacticipantId: number, name: string): Promise<boolean> {
  const found = await db
    .selectFrom('tags')
    .select('id')
    .where('pacticipantId', '=', pacticipantId)
    .where('name', '=', name)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
