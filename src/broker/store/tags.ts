import type { Selectable } from 'kysely';
import { addVersionToBranch } from './branches.ts';
import type { Db } from './database.ts';
import { detectMainBranch, type Pacticipant } from './pacticipants.ts';
import type { TagTable } from './schema.ts';
import type { Version } from './versions.ts';

export type Tag = Selectable<TagTable>;

/** How long after its creation a version's first tag still counts as its branch. */
const firstTagIsBranchMs = 10_000;

/**
 * Tags a version; a tag that it has already stays as it is. The first tag of a fresh version without a branch also names its
 * branch, and a tag called develop, main or master may become the pacticipant's main branch.
 */
export async function addTag(
  db: Db,
  pacticipant: Pick<Pacticipant, 'id' | 'mainBranch'>,
  version: Pick<Version, 'id' | 'createdAt'>,
  name: string,
  now: Date,
): Promise<void> {
  const fresh = now.getTime() - Date.parse(version.createdAt) <= firstTagIsBranchMs;
  if (fresh && !(await hasTagOrBranch(db, version.id)))
    await addVersionToBranch(db, pacticipant, version, name, now, { autoCreated: true });
  if (pacticipant.mainBranch === null) await detectMainBranch(db, pacticipant.id, name, now);
  const date = now.toISOString();
  await db
    .insertInto('tags')
    .values({ name, versionId: version.id, pacticipantId: pacticipant.id, createdAt: date, updatedAt: date })
    .onConflict((conflict) => conflict.columns(['versionId', 'name']).doNothing())
    .execute();
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
