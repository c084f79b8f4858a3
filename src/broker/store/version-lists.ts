import { versionColumns } from './columns.ts';
import type { Db } from './database.ts';
import { type Listing, listing, type Page } from './page.ts';
import type { Version } from './versions.ts';

export interface VersionFilter {
  readonly pacticipantId: number;
  readonly branchId?: number;
  readonly tag?: string;
}

/** Versions of a pacticipant, newest first; all, or those on a branch or with a tag. */
export function listVersions(db: Db, filter: VersionFilter, page?: Page): Promise<Listing<Version>> {
  const found = matching(db, filter);
  return listing(found.select(versionColumns).orderBy('versions.id', 'desc'), page, async () => {
    const { count } = await found.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow();
    return Number(count);
  });
}

function matching(db: Db, { pacticipantId, branchId, tag }: VersionFilter) {
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
