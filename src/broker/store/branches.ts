import { type Selectable, sql } from 'kysely';
import { branchColumns, branchVersionColumns } from './columns.ts';
import type { Db } from './database.ts';
import { detectMainBranch, type Pacticipant } from './pacticipants.ts';
import { type Listing, type Page, queryPage } from './page.ts';
import type { BranchTable, BranchVersionTable } from './schema.ts';
import { contains } from './sql-fragments.ts';

export type Branch = Selectable<BranchTable>;
export type BranchVersion = Selectable<BranchVersionTable>;

/**
 * Adds a version to a branch, which is created if it does not exist. The version becomes the head of the branch unless it was on the
 * branch before. A branch called develop, main or master becomes the main branch of a pacticipant without one.
 * @param options.autoCreated the branch was derived from the version's first tag
 */
export async function addVersionToBranch(
  db: Db,
  pacticipant: Pick<Pacticipant, 'id' | 'mainBranch'>,
  version: { readonly id: number },
  branchName: string,
  now: Date,
  options: { readonly autoCreated?: boolean } = {},
): Promise<void> {
  const target = { pacticipantId: pacticipant.id, branchName, versionId: version.id };
  await touchBranch(db, target, now);
  await moveHead(db, target);
  if (pacticipant.mainBranch === null && !(await isOnBranch(db, target)))
    await detectMainBranch(db, pacticipant.id, branchName, now);
  await insertBranchVersion(db, target, Boolean(options.autoCreated), now);
}

/** A branch, and a version that may or may not be on it. */
interface BranchTarget {
  readonly pacticipantId: number;
  readonly branchName: string;
  readonly versionId: number;
}

/** Creates or updates the branch, which also locks it for other writers until the transaction ends. */
async function touchBranch(db: Db, { pacticipantId, branchName: name }: BranchTarget, now: Date): Promise<void> {
  const date = now.toISOString();
  await db
    .insertInto('branches')
    .values({ pacticipantId, name, createdAt: date, updatedAt: date })
    .onConflict((conflict) => conflict.columns(['pacticipantId', 'name']).doUpdateSet({ updatedAt: date }))
    .execute();
}

/** Makes a version that is not yet on the branch its head. Must run before the version is added. */
async function moveHead(db: Db, { pacticipantId, branchName, versionId }: BranchTarget): Promise<void> {
  await sql`
    insert into branch_heads (branch_id, version_id) select b.id, ${versionId} from branches b
    where b.pacticipant_id = ${pacticipantId} and b.name = ${branchName}
      and not exists (select 1 from branch_versions where branch_id = b.id and version_id = ${versionId})
    on conflict (branch_id) do update set version_id = excluded.version_id`.execute(db);
}

async function isOnBranch(db: Db, { pacticipantId, branchName, versionId }: BranchTarget): Promise<boolean> {
  const found = await db
    .selectFrom('branchVersions')
    .innerJoin('branches', 'branches.id', 'branchVersions.branchId')
    .select('branchId')
    .where('pacticipantId', '=', pacticipantId)
    .where('name', '=', branchName)
    .where('versionId', '=', versionId)
    .executeTakeFirst();
  return found !== undefined;
}

async function insertBranchVersion(
  db: Db,
  { pacticipantId, branchName, versionId }: BranchTarget,
  autoCreated: boolean,
  now: Date,
) {
  const date = now.toISOString();
  await sql`
    insert into branch_versions (branch_id, version_id, auto_created, created_at, updated_at)
    select id, ${versionId}, ${Number(autoCreated)}, ${date}, ${date} from branches
    where pacticipant_id = ${pacticipantId} and name = ${branchName}
    on conflict (branch_id, version_id) do update set updated_at = excluded.updated_at`.execute(db);
}

/** The entry of a version on a branch. */
export function findBranchVersion(
  db: Db,
  names: { readonly pacticipant: string; readonly branch: string; readonly version: string },
): Promise<BranchVersion | undefined> {
  return db
    .selectFrom('branchVersions')
    .innerJoin('branches', 'branches.id', 'branchVersions.branchId')
    .innerJoin('versions', 'versions.id', 'branchVersions.versionId')
    .innerJoin('pacticipants', 'pacticipants.id', 'versions.pacticipantId')
    .select(branchVersionColumns)
    .whereRef('branches.pacticipantId', '=', 'pacticipants.id')
    .where('pacticipants.name', '=', names.pacticipant)
    .where('branches.name', '=', names.branch)
    .where('versions.number', '=', names.version)
    .executeTakeFirst();
}

/** Removes a version from a branch. If it was the head, the newest remaining version becomes the head. */
export async function removeVersionFromBranch(db: Db, { branchId, versionId }: BranchVersion): Promise<void> {
  await db.deleteFrom('branchVersions').where('branchId', '=', branchId).where('versionId', '=', versionId).execute();
  const wasHead = await db
    .deleteFrom('branchHeads')
    .where('branchId', '=', branchId)
    .where('versionId', '=', versionId)
    .returning('branchId')
    .executeTakeFirst();
  if (wasHead) await resetBranchHeads(db, [branchId]);
}

/** The ids of the branches whose head is this version. */
export async function listBranchesHeadedBy(db: Db, versionId: number): Promise<number[]> {
  const heads = await db.selectFrom('branchHeads').select('branchId').where('versionId', '=', versionId).execute();
  return heads.map(({ branchId }) => branchId);
}

/** Makes the newest remaining version the head of each of some branches that have lost their head. */
export async function resetBranchHeads(db: Db, branchIds: readonly number[]): Promise<void> {
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

export function findBranch(db: Db, pacticipantName: string, name: string): Promise<Branch | undefined> {
  return db
    .selectFrom('branches')
    .innerJoin('pacticipants', 'pacticipants.id', 'branches.pacticipantId')
    .select(branchColumns)
    .where('pacticipants.name', '=', pacticipantName)
    .where('branches.name', '=', name)
    .executeTakeFirst();
}

/** The branches of a pacticipant, the most recently used first; `search` is a part of the name, case is ignored. */
export function listBranches(
  db: Db,
  pacticipantId: number,
  search: string | undefined,
  page: Page,
): Promise<Listing<Branch>> {
  let found = db.selectFrom('branches').where('pacticipantId', '=', pacticipantId);
  if (search) found = found.where(contains('name', search));
  const newestFirst = found.select(branchColumns).orderBy('updatedAt', 'desc').orderBy('id', 'desc');
  return queryPage(newestFirst, page, async () => {
    const { count } = await found.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow();
    return Number(count);
  });
}

/** Deletes a branch but not its versions. */
export async function deleteBranch(db: Db, id: number): Promise<void> {
  await db.deleteFrom('branches').where('id', '=', id).execute();
}

/**
 * Deletes all branches of a pacticipant except its main branch and the ones to keep.
 * @returns the number of deleted branches, and the names of the remaining ones, the least recently used first
 */
export async function deleteOtherBranches(
  db: Db,
  { id, mainBranch }: Pick<Pacticipant, 'id' | 'mainBranch'>,
  keep: readonly string[],
): Promise<{ deleted: number; remaining: string[] }> {
  const keptNames = mainBranch === null ? keep : [...keep, mainBranch];
  let others = db.deleteFrom('branches').where('pacticipantId', '=', id);
  if (keptNames.length > 0) others = others.where('name', 'not in', keptNames);
  const { numDeletedRows } = await others.executeTakeFirstOrThrow();
  const remaining = db
    .selectFrom('branches')
    .select('name')
    .where('pacticipantId', '=', id)
    .orderBy('updatedAt')
    .orderBy('id');
  return { deleted: Number(numDeletedRows), remaining: (await remaining.execute()).map(({ name }) => name) };
}
