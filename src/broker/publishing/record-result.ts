import type { Db } from '../store/database.ts';
import type { Pact } from '../store/pacts.ts';
import { addVerification } from '../store/verifications.ts';
import { ensureVersionOf } from '../store/versions.ts';
import type { Metadata } from '../url/pact-metadata.ts';
import { type Result, testResultsOf, verifierOf } from './result.ts';

/** Records a result for a pact's content; the provider's version is made where it is new. Gives the result's number. */
export async function recordResult(db: Db, pact: Pact, result: Result, metadata: Metadata, now: Date): Promise<number> {
  const { version } = await ensureVersionOf(db, pact.provider, result.providerApplicationVersion, now);
  const { pactVersionId, consumerId, providerId } = pact;
  const recorded = {
    ...{ pactVersionId, consumerId, providerId, providerVersionId: version.id },
    success: result.success,
    buildUrl: result.buildUrl ?? null,
    testResults: testResultsOf(result),
    verifiedBy: verifierOf(result),
    wip: metadata.wip,
    pending: metadata.pending,
  };
  return addVerification(db, recorded, now);
}
