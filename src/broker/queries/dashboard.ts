import { type DashboardFilter, findHeadTags, listHeadPacts } from '../store/dashboard.ts';
import type { Db } from '../store/database.ts';
import type { Pact } from '../store/pacts.ts';
import type { Page } from '../store/page.ts';
import { listLatestVerifications, type Verification } from '../store/verifications.ts';
import { findVersionDetails } from '../store/version-details.ts';

/** A pact worth a look, how it was verified last, and what its two versions are the newest of. */
export interface DashboardItem {
  readonly pact: Pact;
  readonly result: Verification | undefined;
  readonly tags: readonly string[];
  readonly branches: readonly string[];
  readonly providerTags: readonly string[];
  readonly providerBranches: readonly string[];
}

const firstPage: Page = { number: 1, size: 30 };

/** What the dashboard shows, 30 items if no page is asked for. */
export async function findDashboard(db: Db, filter: DashboardFilter, page = firstPage): Promise<DashboardItem[]> {
  const pacts = await listHeadPacts(db, filter, page);
  const results = await listLatestVerifications(db, [...new Set(pacts.map(({ pactVersionId }) => pactVersionId))]);
  const byContent = new Map(results.map((result) => [result.pactVersionId, result]));
  const versions = [
    ...pacts.map((pact) => pact.consumerVersionId),
    ...results.map((result) => result.providerVersionId),
  ];
  const details = await findVersionDetails(db, [...new Set(versions)]);
  const tags = await findHeadTags(db, pacts);
  const newest = (versionId: number | undefined, what: 'branches' | 'tags') =>
    (details.get(versionId ?? -1)?.[what] ?? []).filter(({ latest }) => latest).map(({ name }) => name);
  return pacts.map((pact) => {
    const result = byContent.get(pact.pactVersionId);
    return {
      ...{ pact, result, tags: tags.get(pact) ?? [], branches: newest(pact.consumerVersionId, 'branches') },
      providerTags: newest(result?.providerVersionId, 'tags').sort(),
      providerBranches: newest(result?.providerVersionId, 'branches'),
    };
  });
}
