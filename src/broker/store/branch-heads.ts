import type { BranchVersion } from './branches.ts';
import { versionColumns } from './columns.ts';
import type { Db } from './database.ts';
import type { Version } from './versions.ts';

/** The version most recently added to a branch. */
export function findBranchHead(db: Db, pacticipantName: string, branchName: string): Promise<Version | undefined> {
  return db
    .selectFrom('branchHeads')
    .innerJoin('branches', 'branches.id', 'branchHeads.branchId')
    .innerJoin('pacticipants', 'pacticipants.id', 'branches.pacticipantId')
    .innerJoin('versions', 'versions.id', 'branchHeads.versionId')
    .select(versionColumns)
    .where('pacticipants.name', '=', pacticipantName)
    .where('branches.name', '=', branchName)
    .executeTakeFirst();
}

/** Takes a version off a branch; if it led the branch, the newest version left does so now. */
export async function removeVersionFromBranch(db: Db, { branchId, versionId }: BranchVersion): Promise<void> {
  await db.deleteFrom('branchVersions').where('branchId', '=', branchId).where('versionId', '=', versionId).execute();
  const led = await db
    .deleteFrom('branchHeads')
    .where('branchId', '=', branchId)
    .where('versionId', '=', versionId)
    .returning('branchId')
    .executeTakeFirst();
  if (led) await restoreHeads(db, [branchId]);
}

/** The branches whose head a version is. */
export async function listBranchesLedBy(db: Db, versionId: number): Promise<number[]> {
  const heads = await db.selectFrom('branchHeads').select('branchId').where('versionId', '=', versionId).execute();
  return heads.map(({ branchId }) => branchId);
}

/** Of the branches that have lost their head, each is given the newest version that is left on it. */
export async function restoreHeads(db: Db, branchIds: readonly number[]): Promise<void> {
  if (branchIds.length === 0) return;
  await db
    .insertInto('branchHeads')
    .columns(['branchId', 'versionId'])
    .expression(
      db
        .selectFrom('branchVersions')
        .select((eb) => ['branchId' as const, eb.fn.max('versionId').as('versionId')])
        .where('branchId', 'in', branchIds)
        .groupBy('branchId'),
    )
    .execute();
}
