import type { Db } from '../store/database.ts';
import type { VerificationQuery } from './query.ts';
import { selectPacts } from './select.ts';
import { findPendingStatus } from './status.ts';
import type { PendingStatus, VerifiablePact } from './verifiable-pact.ts';
import { findHeads, findWip } from './wip.ts';

/** The pacts that a provider is to verify: those it asks for, then those in work. */
export async function findPactsForVerification(
  db: Db,
  providerId: number,
  query: VerificationQuery,
  now: Date,
): Promise<VerifiablePact[]> {
  const { providerVersionBranch: branch, providerVersionTags: tags, includeWipPactsSince: since } = query;
  const provider = { providerId, branch, tags };
  const [selected, heads] = await Promise.all([
    selectPacts(db, providerId, query.selectors),
    since ? findHeads(db, provider, since) : [],
  ]);
  const contents = selected.map(({ pact }) => pact.pactVersionId);
  const [statuses, wip] = await Promise.all([
    query.includePendingStatus ? findPendingStatus(db, provider, contents) : new Map<number, PendingStatus>(),
    findWip(db, provider, heads, selected, now),
  ]);
  const explicit = selected.map((one) => {
    const status: PendingStatus = statuses.get(one.pact.pactVersionId) ?? notAsked;
    return { ...one, status, isWip: false };
  });
  return [...explicit, ...wip];
}

const notAsked: PendingStatus = { isPending: false, isVerifiedElsewhere: false, pendingTags: [], settledTags: [] };
