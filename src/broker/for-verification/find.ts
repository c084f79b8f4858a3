import type { Db } from '../store/database.ts';
import type { VerificationQuery } from './query.ts';
import { selectPacts } from './select.ts';
import { findPendingStatus } from './status.ts';
import type { PendingStatus, VerifiablePact } from './verifiable-pact.ts';
import { findWip } from './wip.ts';

/** The pacts that a provider is to verify: those it asks for, then those in work. */
export async function findPactsForVerification(
  db: Db,
  providerId: number,
  query: VerificationQuery,
  now: Date,
): Promise<VerifiablePact[]> {
  const { providerVersionBranch: branch, providerVersionTags: tags, includeWipPactsSince: since } = query;
  const provider = { providerId, branch, tags };
  const selected = await selectPacts(db, providerId, query.selectors);
  const contents = selected.map(({ pact }) => pact.pactVersionId);
  const statuses = query.includePendingStatus ? await findPendingStatus(db, provider, contents) : new Map();
  const explicit = selected.map((one) => {
    const status: PendingStatus = statuses.get(one.pact.pactVersionId) ?? notAsked;
    return { ...one, status, isWip: false };
  });
  return since ? [...explicit, ...(await findWip(db, provider, since, selected, now))] : explicit;
}

const notAsked: PendingStatus = { isPending: false, isVerifiedElsewhere: false, pendingTags: [], settledTags: [] };
