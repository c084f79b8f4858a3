import { type Badge, type PactStatus, pactBadge, pactTitle } from '../badges/badge.ts';
import { pathPart } from '../http/path-part.ts';
import type { BrokerApp, BrokerContext } from '../http/resource.ts';
import { findResultOfNewest, findResultOfTags } from '../store/badge-results.ts';
import { listPacts, type PactFilter } from '../store/pact-lists.ts';
import type { Verification } from '../store/verifications.ts';
import { badge } from './badge.ts';
import { findPairIds, type PairIds, pairOf, pairPath } from './pact-paths.ts';

/** How the newest pact of two stands: of all, of those with a tag or without any, between a tag of each. */
export function pactBadgeRoutes(app: BrokerApp, log: (line: string) => void): void {
  const newest = (path: string, filter: (c: BrokerContext) => PactFilter) =>
    badge(app, `${pairPath}/${path}`, log, (c) =>
      pactBadgeOf(c, filter(c), (ids) => findResultOfNewest(c.var.db, { ...ids, ...filter(c) })),
    );
  newest('latest', () => ({}));
  newest('latest-untagged', () => ({ untagged: true }));
  newest('latest/:tag', (c) => ({ tag: pathPart(c, 'tag') }));

  badge(app, '/matrix/provider/:provider/latest/:providerTag/consumer/:consumer/latest/:tag', log, (c) => {
    const tags = { consumer: pathPart(c, 'tag'), provider: pathPart(c, 'providerTag') };
    return pactBadgeOf(c, { tag: tags.consumer }, (ids) => findResultOfTags(c.var.db, ids, tags), tags);
  });
}

async function pactBadgeOf(
  c: BrokerContext,
  filter: PactFilter,
  findResult: (ids: PairIds) => Promise<Verification | undefined>,
  tags?: { consumer: string; provider: string },
): Promise<Badge> {
  const ids = await findPairIds(c);
  const [pact] = ids ? await listPacts(c.var.db, { ...ids, ...filter, only: 'latest' }) : [];
  if (!ids || !pact) return pactBadge(undefined, 'unknown');
  const { consumer, provider } = pairOf(c);
  const { label, initials } = c.req.query();
  const title = pactTitle(
    { name: consumer, ...(tags && { tag: tags.consumer }) },
    { name: provider, ...(tags && { tag: tags.provider }) },
    { label, initials: initials === 'true' },
  );
  return pactBadge(title, statusOf(await findResult(ids), pact.sha));
}

function statusOf(result: Verification | undefined, newestSha: string): PactStatus {
  if (!result) return 'unknown';
  if (!result.success) return result.pending ? 'failed (pending)' : 'failed';
  return result.sha === newestSha ? 'verified' : 'changed';
}
