import { answerVerbatim } from '../hal/verification.ts';
import { presentVerificationSummary, type VerifiedPact } from '../hal/verification-summary.ts';
import { pathPart } from '../http/path-part.ts';
import { type BrokerApp, resource } from '../http/resource.ts';
import type { Db } from '../store/database.ts';
import { listNewestPacts, listPactsOfVersion } from '../store/pacts.ts';
import { listLatestVerifications } from '../store/verifications.ts';
import { findVersionOf, type Version } from '../store/versions.ts';
import { resourceUrl } from '../url/request-url.ts';

/** How every pact of a consumer version has been verified last. */
export function verificationSummaryRoutes(app: BrokerApp): void {
  resource<Version>(app, '/verification-results/consumer/:consumer/version/:version/latest', {
    find: (c) => findVersionOf(c.var.db, pathPart(c, 'consumer'), pathPart(c, 'version')),
    GET: async (c, version) => {
      const title = `Latest verification results for consumer ${pathPart(c, 'consumer')} version ${version.number}`;
      const pacts = await findVerifiedPacts(c.var.db, version.id);
      return answerVerbatim(c, presentVerificationSummary(pacts, { href: resourceUrl(c), title }, c.var.urls));
    },
  });
}

async function findVerifiedPacts(db: Db, versionId: number): Promise<VerifiedPact[]> {
  const pacts = await listPactsOfVersion(db, versionId);
  const contents = pacts.map(({ pactVersionId }) => pactVersionId);
  const results = new Map((await listLatestVerifications(db, contents)).map((one) => [one.pactVersionId, one]));
  const newest = new Map((await listNewestPacts(db, contents)).map((one) => [one.pactVersionId, one]));
  return pacts.map((pact) => ({
    pact,
    newest: newest.get(pact.pactVersionId) ?? pact,
    result: results.get(pact.pactVersionId),
  }));
}
