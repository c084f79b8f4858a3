import { findSelectedPact } from '../../routes/pact-versions.ts';
import { findPairIds, pairOf } from '../../routes/pair.ts';
import { findResult } from '../../routes/verification-results.ts';
import { findNewestPact, type PactFilter } from '../../store/pact-lists.ts';
import { findPact, findPactBySha, findPreviousDistinctPact, type PactWithContent } from '../../store/pacts.ts';
import { findLatestVerification } from '../../store/verifications.ts';
import { pathParam } from '../../url/request.ts';
import type { PageContext } from '../page.ts';
import { type PageHandler, pageHandler } from '../page-handler.ts';

type FindPact = (context: PageContext) => Promise<PactWithContent | undefined>;

const findPactOfVersion: FindPact = ({ c, db }) => findPact(db, pairOf(c), pathParam(c, 'version'));

/** The pages of a pact, one for each form of its URL, and the page of a verification result. */
export const pactPages = {
  pactOfVersion: pactHandler(findPactOfVersion),
  pactBySha: pactHandler(async ({ c }) => (await findSelectedPact(c))?.pact),
  latestPact: pactHandler(newestPact(() => ({}))),
  latestUntaggedPact: pactHandler(newestPact(() => ({ untagged: true }))),
  latestPactWithTag: pactHandler(newestPact(({ c }) => ({ tag: pathParam(c, 'tag') }))),
  latestPactOfBranch: pactHandler(newestPact(({ c }) => ({ branch: pathParam(c, 'branch') }))),
  previousDistinctPact: pactHandler(async (context) => {
    const pact = await findPactOfVersion(context);
    return pact && findPreviousDistinctPact(context.db, pact);
  }),
  verificationResult: pageHandler(async () => {
    const { pactPage } = await import('./pact-page.tsx');
    return async (context) => {
      const found = await findResult(context.c);
      if (!found) return undefined;
      const { sha, consumerVersionId } = found.pact;
      const pact = await findPactBySha(context.db, pairOf(context.c), sha, consumerVersionId);
      return pact && pactPage(context, pact, found.verification);
    };
  }),
};

/** A pact with the latest verification result of its pact version. */
function pactHandler(find: FindPact): PageHandler {
  return pageHandler(async () => {
    const { pactPage } = await import('./pact-page.tsx');
    return async (context) => {
      const pact = await find(context);
      return pact && pactPage(context, pact, await findLatestVerification(context.db, pact.pactVersionId));
    };
  });
}

function newestPact(filterOf: (context: PageContext) => PactFilter): FindPact {
  return async (context) => {
    const ids = await findPairIds(context.c);
    return ids && findNewestPact(context.db, { ...ids, ...filterOf(context) });
  };
}
