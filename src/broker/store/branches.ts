import { type Selectable, sql } from 'kysely';
import { branchColumns, branchVersionColumns } from './columns.ts';
import type { Db } from './database.ts';
import { detectMainBranch, type Pacticipant } from './pacticipants.ts';
import { type Listing, listing, type Page } from './page.ts';
import type { BranchTable, BranchVersionTable } from './schema.ts';
import { contains } from './sql-fragments.ts';

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
  version: { readonly id: number },
  branchName: string,
  now: Date,
  options: { readonly autoCreated?: boolean } = {},
): Promise<void> {
  const place = { pacticipantId: pacticipant.id, branchName, versionId: version.id };
  await touchBranch(db, place, now);
  await moveHead(db, place);
  if (pacticipant.mainBranch === null && !(await isOn(db, place)))
    await detectMainBranch(db, pacticipant.id, branchName, now);
  await putOn(db, place, Boolean(options.autoCreated), now);
}

/** A branch and a version, which need not be on it. */
interface Place {
  readonly pacticipantId: number;
  readonly branchName: string;
  readonly versionId: number;
}

/** It stays as it is until the transaction ends: whoever puts another version on the branch waits. */
async function touchBranch(db: Db, { pacticipantId, branchName: name }: Place, now: Date): Promise<void> {
  const date = now.toISOString();
  await db
    .insertInto('branches')
    .values({ pacticipantId, name, createdAt: date, updatedAt: date })
    .onConflict((conflict) => conflict.columns(['pacticipantId', 'name']).doUpdateSet({ updatedAt: date }))
    .execute();
}

/** To a version that is about to be put on the branch; one that is there already does not lead it again. */
async function moveHead(db: Db, { pacticipantId, branchName, versionId }: Place): Promise<void> {
  await sql`
    insert into branch_heads (branch_id, version_id) select b.id, ${versionId} from branches b
    where b.pacticipant_id = ${pacticipantId} and b.name = ${branchName}
      and not exists (select 1 from branch_versions where branch_id = b.id and version_id = ${versionId})
    on conflict (branch_id) do update set version_id = excluded.version_id`.execute(db);
}

async function isOn(db: Db, { pacticipantId, branchName, versionId }: Place): Promise<boolean> {
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

async function putOn(db: Db, { pacticipantId, branchName, versionId }: Place, isGuess: boolean, now: Date) {
  const date = now.toISOString();
  await sql`
    insert into branch_versions (branch_id, version_id, auto_created, created_at, updated_at)
    select id, ${versionId}, ${Number(isGuess)}, ${date}, ${date} from branches
    where pacticipant_id = ${pacticipantId} and name = ${branchName}
    on conflict (branch_id, version_id) do update set updated_at = excluded.updated_at`.execute(db);
}

/** Where a version is on a branch. */
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

/** Takes a version off a branch; if it led the branch, the newest version left does so now. */
export async function removeVersionFromBranch(db: Db, { branchId, versionId }: BranchVersion): Promise<void> {
  await db.deleteFrom('branchVersions').where('branchId', '=', branchId).where('versionId', '=', versionId).execute();
  const led = await db
    .deleteFrom('branchHeads')
    .where('branchId', '=', branchId)
    .where('versionId', '=', versionId)
    .returning('branchId')
    .executeTakeFirst();
  if (led) await resetBranchHeads(db, [branchId]);
}

/** The branches whose head a version is. */
export async function listBranchesHeadedBy(db: Db, versionId: number): Promise<number[]> {
  const heads = await db.selectFrom('branchHeads').select('branchId').where('versionId', '=', versionId).execute();
  return heads.map(({ branchId }) => branchId);
}

/** Of the branches that have lost their head, each is given the newest version that is left on it. */
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

/** A pacticipant's branches, the one that was used last first; `search` is part of a name, whatever its case. */
export function listBranches(
  db: Db,
  pacticipantId: number,
  search: string | undefined,
  page: Page,
): Promise<Listing<Branch>> {
  let found = db.selectFrom('branches').where('pacticipantId', '=', pacticipantId);
  if (search) found = found.where(contains('name', search));
  const newestFirst = found.select(branchColumns).orderBy('updatedAt', 'desc').orderBy('id', 'desc');
  return listing(newestFirst, page, async () => {
    const { count } = await found.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow();
    return Number(count);
  });
}

/** Removes a branch; its versions stay. */
export async function deleteBranch(db: Db, id: number): Promise<void> {
  await db.deleteFrom('branches').where('id', '=', id).execute();
}

/**
 * Removes all branches of a pacticipant but those named and its main branch.
 * @returns how many were removed, and the names of those that are left, the one unused for longest first
 */
export async function deleteOtherBranches(
  db: Db,
  { id, mainBranch }: Pick<Pacticipant, 'id' | 'mainBranch'>,
  keep: readonly string[],
): Promise<{ deleted: number; remaining: string[] }> {
  const kept = mainBranch === null ? keep : [...keep, mainBranch];
  let others = db.deleteFrom('branches').where('pacticipantId', '=', id);
  if (kept.length > 0) others = others.where('name', 'not in', kept);
  const { numDeletedRows } = await others.executeTakeFirstOrThrow();
  const left = db
    .selectFrom('branches')
    .select('name')
    .where('pacticipantId', '=', id)
    .orderBy('updatedAt')
    .orderBy('id');
  return { deleted: Number(numDeletedRows), remaining: (await left.execute()).map(({ name }) => name) };
}
