import type { Selectable } from 'kysely';
import { listBranchesHeadedBy, resetBranchHeads } from './branches.ts';
import { pacticipantColumns, versionColumns } from './columns.ts';
import type { Db } from './database.ts';
import { ensurePacticipant, type Pacticipant } from './pacticipants.ts';
import { type Listing, type Page, queryPage } from './page.ts';
import type { VersionTable } from './schema.ts';
import { padToPowerOfTwo } from './sql-fragments.ts';

export type Version = Selectable<VersionTable>;

function findVersion(db: Db, pacticipantId: number, number: string): Promise<Version | undefined> {
  return db
    .selectFrom('versions')
    .select(versionColumns)
    .where('pacticipantId', '=', pacticipantId)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** Like `findVersion`, by the name of the pacticipant. */
export function findVersionOf(db: Db, pacticipantName: string, number: string): Promise<Version | undefined> {
  return versionsOf(db, pacticipantName).where('versions.number', '=', number).executeTakeFirst();
}

/** The newest version of a pacticipant by order of creation, with or without a pact. */
export function findLatestVersionOf(db: Db, pacticipantName: string): Promise<Version | undefined> {
  return versionsOf(db, pacticipantName).orderBy('versions.id', 'desc').limit(1).executeTakeFirst();
}

/** The newest version with a tag. */
export function findLatestTaggedVersionOf(db: Db, pacticipantName: string, tag: string): Promise<Version | undefined> {
  return versionsOf(db, pacticipantName)
    .where('versions.id', 'in', (eb) =>
      eb
        .selectFrom('tags')
        .select('tags.versionId')
        .whereRef('tags.pacticipantId', '=', 'pacticipants.id')
        .where('tags.name', '=', tag)
        .orderBy('tags.versionId', 'desc')
        .limit(1),
    )
    .executeTakeFirst();
}

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

function versionsOf(db: Db, pacticipantName: string) {
  return db
    .selectFrom('versions')
    .innerJoin('pacticipants', 'pacticipants.id', 'versions.pacticipantId')
    .select(versionColumns)
    .where('pacticipants.name', '=', pacticipantName);
}

/** The pacticipants that exist among the names, each with its version of the given number, or undefined. */
export async function listPacticipantsWithVersion(
  db: Db,
  names: readonly string[],
  number: string,
): Promise<{ pacticipant: Pacticipant; version: Version | undefined }[]> {
  const rows = await db
    .selectFrom('pacticipants')
    .leftJoin('versions as v', (join) =>
      join.onRef('v.pacticipantId', '=', 'pacticipants.id').on('v.number', '=', number),
    )
    .select(pacticipantColumns)
    .select(['v.id as versionId', 'v.buildUrl', 'v.createdAt as versionCreatedAt', 'v.updatedAt as versionUpdatedAt'])
    .where('pacticipants.name', 'in', padToPowerOfTwo(names))
    .execute();
  return rows.map(({ versionId, buildUrl, versionCreatedAt, versionUpdatedAt, ...pacticipant }) => {
    if (versionId === null) return { pacticipant, version: undefined };
    const dates = { createdAt: versionCreatedAt ?? '', updatedAt: versionUpdatedAt ?? '' };
    return { pacticipant, version: { id: versionId, pacticipantId: pacticipant.id, number, buildUrl, ...dates } };
  });
}

/** A version, and whether it was created. */
export interface EnsuredVersion {
  readonly version: Version;
  readonly isNew: boolean;
}

/** Returns the version with a number and creates it as the newest one if it does not exist. */
export async function ensureVersion(
  db: Db,
  pacticipant: Pacticipant,
  number: string,
  now: Date,
): Promise<EnsuredVersion> {
  const found = await findVersion(db, pacticipant.id, number);
  return found ? { version: found, isNew: false } : addVersion(db, pacticipant, number, now);
}

/** Like `ensureVersion`, for a version that did not exist when it was last looked up. */
export async function addVersion(db: Db, pacticipant: Pacticipant, number: string, now: Date): Promise<EnsuredVersion> {
  const date = now.toISOString();
  const inserted = await db
    .insertInto('versions')
    .values({ pacticipantId: pacticipant.id, number, buildUrl: null, createdAt: date, updatedAt: date })
    .onConflict((conflict) => conflict.columns(['pacticipantId', 'number']).doNothing())
    .returning(versionColumns)
    .executeTakeFirst();
  if (inserted) return { version: inserted, isNew: true };
  const concurrent = await findVersion(db, pacticipant.id, number);
  if (!concurrent) throw new Error(`version ${number} of ${pacticipant.name} was deleted while it was created`);
  return { version: concurrent, isNew: false };
}

/** Like `ensureVersion`, by the name of the pacticipant. */
export async function ensureVersionOf(db: Db, pacticipantName: string, number: string, now: Date) {
  const pacticipant = await ensurePacticipant(db, pacticipantName, now);
  return { pacticipant, ...(await ensureVersion(db, pacticipant, number, now)) };
}

export function setBuildUrl(db: Db, versionId: number, buildUrl: string | null, now: Date): Promise<Version> {
  return db
    .updateTable('versions')
    .set({ buildUrl, updatedAt: now.toISOString() })
    .where('id', '=', versionId)
    .returning(versionColumns)
    .executeTakeFirstOrThrow();
}

/** Deletes a version with its pacts, results, tags and deployments. Branches whose head it was get the newest remaining version as head. */
export async function deleteVersion(db: Db, id: number): Promise<void> {
  const headedBranches = await listBranchesHeadedBy(db, id);
  await db.deleteFrom('versions').where('id', '=', id).execute();
  await resetBranchHeads(db, headedBranches);
}

export interface VersionFilter {
  readonly pacticipantId: number;
  readonly branchId?: number;
  readonly tag?: string;
}

/** The versions of a pacticipant, newest first: all of them, or those on a branch or with a tag. */
export function listVersions(db: Db, filter: VersionFilter, page?: Page): Promise<Listing<Version>> {
  const found = selectMatching(db, filter);
  const newestFirst = found.select(versionColumns).orderBy('versions.id', 'desc');
  return queryPage(newestFirst, page, () => countVersions(db, filter));
}

/** The number of versions of a pacticipant: all of them, or those on a branch or with a tag. */
export async function countVersions(db: Db, filter: VersionFilter): Promise<number> {
  const counted = selectMatching(db, filter).select((eb) => eb.fn.countAll().as('count'));
  return Number((await counted.executeTakeFirstOrThrow()).count);
}

function selectMatching(db: Db, { pacticipantId, branchId, tag }: VersionFilter) {
  let query = db.selectFrom('versions').where('versions.pacticipantId', '=', pacticipantId);
  if (branchId !== undefined) {
    const onBranch = db.selectFrom('branchVersions').select('versionId').where('branchId', '=', branchId);
    query = query.where('versions.id', 'in', onBranch);
  }
  if (tag !== undefined) {
    const tagged = db
      .selectFrom('tags')
      .select('versionId')
      .where('pacticipantId', '=', pacticipantId)
      .where('name', '=', tag);
    query = query.where('versions.id', 'in', tagged);
  }
  return query;
}
