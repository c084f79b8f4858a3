import { pathPart } from '../../http/path-part.ts';
import type { BrokerApp } from '../../http/resource.ts';
import { findPairIds, pairOf, pairPath } from '../../routes/pact-paths.ts';
import { findSelectedPact } from '../../routes/pact-versions.ts';
import { findResult } from '../../routes/verification-results.ts';
import { findNewestPact, type PactFilter } from '../../store/pact-lists.ts';
import { findPact, findPactBySha, findPreviousDistinctPact, type PactWithContent } from '../../store/pacts.ts';
import { findLatestVerification } from '../../store/verifications.ts';
import { type PageContext, page, type RenderPage } from '../page.ts';

type Find = (context: PageContext) => Promise<PactWithContent | undefined>;

/** Pacts and results, at all addresses where clients find one. */
export function pactPages(app: BrokerApp): void {
  const ofVersion: Find = ({ c, db }) => findPact(db, pairOf(c), pathPart(c, 'version'));
  const bySha: Find = async ({ c }) => (await findSelectedPact(c))?.pact;
  for (const path of [`${pairPath}/version/:version`, `${pairPath}/versions/:version`]) pact(app, path, ofVersion);
  for (const path of [`${pairPath}/pact-version/:sha`, `${pairPath}/pact-version/:sha/metadata/:metadata`]) {
    pact(app, path, bySha);
    page(app, `${path}/verification-results/:number`, loadResult);
  }
  pact(
    app,
    `${pairPath}/latest`,
    newest(() => ({})),
  );
  pact(
    app,
    `${pairPath}/latest-untagged`,
    newest(() => ({ untagged: true })),
  );
  pact(
    app,
    `${pairPath}/latest/:tag`,
    newest(({ c }) => ({ tag: pathPart(c, 'tag') })),
  );
  pact(
    app,
    `${pairPath}/branch/:branch/latest`,
    newest(({ c }) => ({ branch: pathPart(c, 'branch') })),
  );
  pact(app, `${pairPath}/version/:version/previous-distinct`, async (context) => {
    const found = await ofVersion(context);
    return found && findPreviousDistinctPact(context.db, found);
  });
}

/** A pact with the newest result of its content. */
function pact(app: BrokerApp, path: string, find: Find): void {
  page(app, path, async () => {
    const { pactPage } = await import('./pact-page.tsx');
    return async (context) => {
      const found = await find(context);
      return found && pactPage(context, found, await findLatestVerification(context.db, found.pactVersionId));
    };
  });
}

async function loadResult(): Promise<RenderPage> {
  const { pactPage } = await import('./pact-page.tsx');
  return async (context) => {
    const found = await findResult(context.c);
    if (!found) return undefined;
    const { pact: of, verification } = found;
    const whole = await findPactBySha(context.db, pairOf(context.c), of.sha, of.consumerVersionId);
    return whole && pactPage(context, whole, verification);
  };
}

function newest(filter: (context: PageContext) => PactFilter): Find {
  return async (context) => {
    const ids = await findPairIds(context.c);
    return ids && findNewestPact(context.db, { ...ids, ...filter(context) });
  };
}
