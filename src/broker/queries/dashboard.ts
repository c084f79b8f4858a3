import { type DashboardFilter, findHeadTags, listHeadPacts } from '../store/dashboard.ts';
import type { Db } from '../store/database.ts';
import type { Pact } from '../store/pacts.ts';
import type { Page } from '../store/page.ts';
import { listLatestVerifications, type Verification } from '../store/verifications.ts';
import { findVersionDetails } from '../store/version-details.ts';

/** A head pact, its latest result, and the tags and branches that its two versions are the latest of. */
export interface DashboardItem {
  readonly pact: Pact;
  readonly result: Verification | undefined;
  readonly tags: readonly string[];
  readonly branches: readonly string[];
  readonly providerTags: readonly string[];
  readonly providerBranches: readonly string[];
}

const defaultPage: Page = { number: 1, size: 30 };

/** The items of the dashboard, 30 by default. */
export async function findDashboard(db: Db, filter: DashboardFilter, page = defaultPage): Promise<DashboardItem[]> {
  const pacts = await listHeadPacts(db, filter, page);
  const results = await listLatestVerifications(db, [...new Set(pacts.map(({ pactVersionId }) => pactVersionId))]);
  const byPactVersion = new Map(results.map((result) => [result.pactVersionId, result]));
  const versions = [
    ...pacts.map((pact) => pact.consumerVersionId),
    ...results.map((result) => result.providerVersionId),
  ];
  const details = await findVersionDetails(db, [...new Set(versions)]);
  const tags = await findHeadTags(db, pacts);
  const newest = (versionId: number | undefined, what: 'branches' | 'tags') =>
    (details.get(versionId ?? -1)?.[what] ?? []).filter(({ latest }) => latest).map(({ name }) => name);
  return pacts.map((pact) => {
    const result = byPactVersion.get(pact.pactVersionId);
    return {
      pact,
      result,
      tags: tags.get(pact) ?? [],
      branches: newest(pact.consumerVersionId, 'branches'),
      providerTags: newest(result?.providerVersionId, 'tags').sort(),
      providerBranches: newest(result?.providerVersionId, 'branches'),
    };
  });
}
