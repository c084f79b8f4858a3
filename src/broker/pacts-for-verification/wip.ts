import type { SelectorMatch } from '../../matrix/consumer-version-selector.ts';
import type { Db } from '../store/database.ts';
import { type FoundPact, findHeadPacts } from '../store/selected-pacts.ts';
import { findNotWipForBranch, findNotWipForTag } from '../store/wip.ts';
import type { ProviderVersion } from './pending.ts';
import { mergeWip, type SelectedPact, sortWip, type VerifiablePact } from './verifiable-pact.ts';

/** Heads of branches and tags, published after a date, that may be work in progress. None for a provider without branch and tags. */
export async function findWipCandidates(db: Db, provider: ProviderVersion, since: Date): Promise<FoundPact[]> {
  const { providerId, branch, tags } = provider;
  return branch === undefined && tags.length === 0 ? [] : findHeadPacts(db, providerId, since);
}

/**
 * Work-in-progress pacts: those heads whose pact version is neither selected already nor successfully verified by the provider's branch
 * (or by a version with one of its tags) for a selector that named it.
 */
export async function findWipPacts(
  db: Db,
  provider: ProviderVersion,
  candidates: readonly FoundPact[],
  selected: readonly SelectedPact[],
  now: Date,
): Promise<VerifiablePact[]> {
  const { providerId, branch, tags } = provider;
  const selectedIds = new Set(selected.map(({ pact }) => pact.pactVersionId));
  const heads = candidates.filter((pact) => !selectedIds.has(pact.pactVersionId));
  const pactVersionIds = [...new Set(heads.map(({ pactVersionId }) => pactVersionId))];
  if (branch !== undefined) {
    const verified = await findNotWipForBranch(db, providerId, branch, pactVersionIds, now);
    return sortWip(
      mergeWip(withoutVerified(heads, verified).map((pact) => wipPact(pact, { branch, pendingTags: [] }))),
    );
  }
  const wipPacts: VerifiablePact[] = [];
  const tagsFirst = [...heads.filter(({ tag }) => tag !== undefined), ...heads.filter(({ tag }) => tag === undefined)];
  for (const tag of tags) {
    const verified = await findNotWipForTag(db, providerId, tag, pactVersionIds);
    wipPacts.push(...withoutVerified(tagsFirst, verified).map((pact) => wipPact(pact, { pendingTags: [tag] })));
  }
  return sortWip(mergeWip(wipPacts));
}

function withoutVerified(heads: readonly FoundPact[], verified: ReadonlySet<number>): FoundPact[] {
  return heads.filter(({ pactVersionId }) => !verified.has(pactVersionId));
}

function wipPact(pact: FoundPact, target: { branch?: string; pendingTags: string[] }): VerifiablePact {
  const status = { isPending: true, isVerifiedElsewhere: false, verifiedTags: [], ...target };
  return { pact, selectors: [headSelector(pact)], isWip: true, status };
}

function headSelector({ versionId: id, versionNumber: number, branch, tag }: FoundPact): SelectorMatch {
  const version = { id, number };
  if (tag !== undefined) return { selector: { kind: 'latest-tag', tag }, version };
  return { selector: { kind: 'branch', branch: branch ?? '' }, version };
}
