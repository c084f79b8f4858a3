import { type Selectable, sql } from 'kysely';
import { branchVersionColumns } from './columns.ts';
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
