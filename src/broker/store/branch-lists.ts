import type { Branch } from './branches.ts';
import { branchColumns } from './columns.ts';
import { contains } from './contains.ts';
import type { Db } from './database.ts';
import type { Pacticipant } from './pacticipants.ts';
import { type Listing, listing, type Page } from './page.ts';

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
