import type { Db } from '../store/database.ts';
import {
  findVerifiedByBranch,
  findVerifiedByTag,
  findVerifiedPactVersions,
  type SuccessByRef,
} from '../store/pending.ts';
import type { PendingStatus } from './verifiable-pact.ts';

/** The provider version that verifies: its branch and tags. */
export interface ProviderVersion {
  readonly providerId: number;
  readonly branch?: string | undefined;
  readonly tags: readonly string[];
}

/** Whether pact versions are pending for a provider's branch; without a branch, for its tags; without either, for the provider. */
export async function findPendingStatus(
  db: Db,
  { providerId, branch, tags }: ProviderVersion,
  pactVersionIds: readonly number[],
): Promise<Map<number, PendingStatus>> {
  if (branch !== undefined) return pendingByBranch(db, providerId, branch, pactVersionIds);
  if (tags.length > 0) return pendingByTags(db, providerId, tags, pactVersionIds);
  const verified = await findVerifiedPactVersions(db, pactVersionIds);
  return new Map(pactVersionIds.map((id) => [id, { ...NOT_VERIFIED, isPending: !verified.has(id) }]));
}

const NOT_VERIFIED: PendingStatus = { isPending: true, isVerifiedElsewhere: false, pendingTags: [], verifiedTags: [] };

async function pendingByBranch(db: Db, providerId: number, branch: string, ids: readonly number[]) {
  const verified = await findVerifiedByBranch(db, providerId, branch, ids);
  return new Map(
    verified.map(({ pactVersionId, here, elsewhere }) => {
      const isPending = !here && !elsewhere;
      return [pactVersionId, { ...NOT_VERIFIED, branch, isPending, isVerifiedElsewhere: !here && !isPending }];
    }),
  );
}

/** A tag with a success is verified. A tag without one is pending, unless another tag has an earlier success. */
async function pendingByTags(db: Db, providerId: number, tags: readonly string[], ids: readonly number[]) {
  const verified = new Map<string, Map<number, SuccessByRef>>();
  for (const tag of tags) {
    const found = await findVerifiedByTag(db, providerId, tag, ids);
    verified.set(tag, new Map(found.map((one) => [one.pactVersionId, one])));
  }
  return new Map(
    ids.map((id) => {
      const verifiedTags = tags.filter((tag) => verified.get(tag)?.get(id)?.here);
      const pendingTags = tags.filter((tag) => !verifiedTags.includes(tag) && !verified.get(tag)?.get(id)?.elsewhere);
      const isPending = pendingTags.length > 0;
      const isVerifiedElsewhere = !isPending && verifiedTags.length === 0;
      return [id, { ...NOT_VERIFIED, isPending, isVerifiedElsewhere, pendingTags, verifiedTags }];
    }),
  );
}
