import { type Selectable, sql } from 'kysely';
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
): Promise<BranchVersionIds> {
  const branch = await touchBranch(db, pacticipant.id, branchName, now);
  const ids = { branchId: branch.id, versionId: version.id };
  await moveHead(db, ids);
  if (pacticipant.mainBranch === null && !(await findBranchVersion(db, ids)))
    await detectMainBranch(db, pacticipant.id, branchName, now);
  const date = now.toISOString();
  await db
    .insertInto('branchVersions')
    .values({ ...ids, autoCreated: options.autoCreated ? 1 : 0, createdAt: date, updatedAt: date })
    .onConflict((conflict) => conflict.columns(['branchId', 'versionId']).doUpdateSet({ updatedAt: date }))
    .execute();
  return ids;
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

/** A branch and a version, which need not be on it. */
export type BranchVersionIds = Pick<BranchVersion, 'branchId' | 'versionId'>;

export function findBranchVersion(db: Db, ids: BranchVersionIds): Promise<BranchVersion | undefined> {
  return placeOf(db, ids).executeTakeFirst();
}

/** As `findBranchVersion`, for a version that is known to be on the branch. */
export function getBranchVersion(db: Db, ids: BranchVersionIds): Promise<BranchVersion> {
  return placeOf(db, ids).executeTakeFirstOrThrow();
}

function placeOf(db: Db, { branchId, versionId }: BranchVersionIds) {
  return db
    .selectFrom('branchVersions')
    .select(branchVersionColumns)
    .where('branchId', '=', branchId)
    .where('versionId', '=', versionId);
}

/** To a version that is about to be put on the branch; one that is there already does not lead it again. */
async function moveHead(db: Db, { branchId, versionId }: BranchVersionIds): Promise<void> {
  await sql`
    insert into branch_heads (branch_id, version_id) select ${branchId}, ${versionId}
    where not exists (select 1 from branch_versions where branch_id = ${branchId} and version_id = ${versionId})
    on conflict (branch_id) do update set version_id = excluded.version_id`.execute(db);
}
