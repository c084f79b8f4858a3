import type { Selectable } from 'kysely';
import { branchColumns, branchVersionColumns } from './columns.ts';
import type { Db } from './database.ts';
import { detectMainBranch, type Pacticipant } from './pacticipants.ts';
import type { BranchTable, BranchVersionTable } from './schema.ts';
import type { Version } from './versions.ts';

export type Branch = Selectable<BranchTable>;
export type BranchVersion = Selectable<BranchVersionTable>;

/**
 * Puts a version on a branch, which is made when it is new. The version becomes the branch's head, unless it was on it already;
 * a branch called develop, main or master becomes the main branch of a pacticipant that has none.
 * @param options.autoCreated the branch is only guessed from the version's first tag
 */
export async function addVersionToBranch(
  db: Db,
  pacticipant: Pick<Pacticipant, 'id' | 'mainBranch'>,
  version: Pick<Version, 'id'>,
  branchName: string,
  now: Date,
  options: { readonly autoCreated?: boolean } = {},
): Promise<BranchVersion> {
  const branch = await touchBranch(db, pacticipant.id, branchName, now);
  const date = now.toISOString();
  const ids = { branchId: branch.id, versionId: version.id };
  const added = await db
    .insertInto('branchVersions')
    .values({ ...ids, autoCreated: options.autoCreated ? 1 : 0, createdAt: date, updatedAt: date })
    .onConflict((conflict) => conflict.columns(['branchId', 'versionId']).doNothing())
    .returning(branchVersionColumns)
    .executeTakeFirst();
  if (!added) return touchBranchVersion(db, ids, date);
  await moveHead(db, ids);
  if (pacticipant.mainBranch === null) await detectMainBranch(db, pacticipant.id, branchName, now);
  return added;
}

function touchBranch(db: Db, pacticipantId: number, name: string, now: Date): Promise<Branch> {
  const date = now.toISOString();
  return db
    .insertInto('branches')
    .values({ pacticipantId, name, createdAt: date, updatedAt: date })
    .onConflict((conflict) => conflict.columns(['pacticipantId', 'name']).doUpdateSet({ updatedAt: date }))
    .returning(branchColumns)
    .executeTakeFirstOrThrow();
}

type BranchVersionIds = Pick<BranchVersion, 'branchId' | 'versionId'>;

function touchBranchVersion(db: Db, ids: BranchVersionIds, updatedAt: string): Promise<BranchVersion> {
  return db
    .updateTable('branchVersions')
    .set({ updatedAt })
    .where('branchId', '=', ids.branchId)
    .where('versionId', '=', ids.versionId)
    .returning(branchVersionColumns)
    .executeTakeFirstOrThrow();
}

async function moveHead(db: Db, { branchId, versionId }: BranchVersionIds): Promise<void> {
  await db
    .insertInto('branchHeads')
    .values({ branchId, versionId })
    .onConflict((conflict) => conflict.column('branchId').doUpdateSet({ versionId }))
    .execute();
}
