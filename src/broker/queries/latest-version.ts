import type { Db } from '../store/database.ts';
import { findMainVersions } from './pairings.ts';

/** The latest version of the main branch or, if there is none, of the pacticipant. */
export interface LatestVersion {
  readonly number: string;
  readonly isOnMainBranch: boolean;
}

/** Undefined for a pacticipant without a version. */
export async function findLatestVersion(db: Db, { id }: { readonly id: number }): Promise<LatestVersion | undefined> {
  const { versions, areOnMainBranches } = await findMainVersions(db, [id]);
  const [version] = versions.get(id) ?? [];
  return version && { number: version.number, isOnMainBranch: areOnMainBranches };
}
