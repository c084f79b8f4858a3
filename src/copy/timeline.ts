import { type BranchVersion, copyBranchVersion } from './branches.ts';
import { inLanes } from './concurrency.ts';
import { pairOf } from './pacts.ts';
import { copyResult, type MissingResult } from './results.ts';
import type { Copying } from './target.ts';

/** What is written between two beginnings of branches: results side by side, if not of the same pair. */
interface Span {
  readonly branchVersions: readonly BranchVersion[];
  readonly results: readonly MissingResult[];
}

/**
 * Puts versions on branches and posts results, in the order in which it happened where it counts: a result from before a branch began
 * keeps a pact from being pending on it.
 */
export async function copyTimeline(
  copying: Copying,
  branchVersions: readonly BranchVersion[],
  results: readonly MissingResult[],
): Promise<void> {
  for (const span of spans(branchVersions, results)) {
    await inLanes(
      span.branchVersions,
      (one) => one.pacticipant,
      (one) => copyBranchVersion(copying, one),
    );
    await inLanes(
      span.results,
      (one) => pairOf(one.content),
      (one) => copyResult(copying, one),
    );
  }
}

/** Each span begins with the branch versions that were there before its results. */
export function spans(branchVersions: readonly BranchVersion[], results: readonly MissingResult[]): Span[] {
  const made: { branchVersions: BranchVersion[]; results: MissingResult[] }[] = [];
  const waiting = branchVersions.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  let latest = '';
  for (const result of results) {
    latest = result.at > latest ? result.at : latest;
    const due = waiting.findIndex(({ at }) => at > latest);
    const before = waiting.splice(0, due < 0 ? waiting.length : due);
    const last = made.at(-1);
    if (last && before.length === 0) last.results.push(result);
    else made.push({ branchVersions: before, results: [result] });
  }
  return waiting.length > 0 ? [...made, { branchVersions: waiting, results: [] }] : made;
}
