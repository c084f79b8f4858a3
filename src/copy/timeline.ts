import { type BranchVersion, copyBranchVersion } from './branches.ts';
import { forEachInGroups } from './concurrency.ts';
import { pairKey } from './pacts.ts';
import { copyResult, type MissingResult } from './results.ts';
import type { CopyContext } from './target.ts';

/** Additions to branches, and the results that come after them. Results of different pairs are written concurrently. */
interface Span {
  readonly branchVersions: readonly BranchVersion[];
  readonly results: readonly MissingResult[];
}

/**
 * Adds versions to branches and posts results in the order in which they happened at the source, because a result that is older than a
 * branch keeps a pact from being pending on that branch.
 */
export async function copyTimeline(
  context: CopyContext,
  branchVersions: readonly BranchVersion[],
  results: readonly MissingResult[],
): Promise<void> {
  for (const span of splitIntoSpans(branchVersions, results)) {
    await forEachInGroups(
      span.branchVersions,
      (one) => one.pacticipant,
      (one) => copyBranchVersion(context, one),
    );
    await forEachInGroups(
      span.results,
      (one) => pairKey(one.pactVersion),
      (one) => copyResult(context, one),
    );
  }
}

/** Each span begins with the branch versions that are older than its results. */
export function splitIntoSpans(branchVersions: readonly BranchVersion[], results: readonly MissingResult[]): Span[] {
  const spans: { branchVersions: BranchVersion[]; results: MissingResult[] }[] = [];
  const waiting = branchVersions.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  let latest = '';
  for (const result of results) {
    latest = result.at > latest ? result.at : latest;
    const due = waiting.findIndex(({ at }) => at > latest);
    const before = waiting.splice(0, due < 0 ? waiting.length : due);
    const last = spans.at(-1);
    if (last && before.length === 0) last.results.push(result);
    else spans.push({ branchVersions: before, results: [result] });
  }
  return waiting.length > 0 ? [...spans, { branchVersions: waiting, results: [] }] : spans;
}
