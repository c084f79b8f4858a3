import { compareMatches, type SelectorMatch } from '../../matrix/consumer-version-selector.ts';
import { groupBy } from '../../text/group-by.ts';
import { compareText } from '../../text/order.ts';
import type { FoundPact } from '../store/selected-pacts.ts';

/** A pact version to verify: the pact of the newest consumer version that has it, and all selectors that it was found by. */
export interface SelectedPact {
  readonly pact: FoundPact;
  readonly selectors: readonly SelectorMatch[];
}

/** Whether a pact version is pending: until a first success, a failure does not break the provider's build. */
export interface PendingStatus {
  readonly isPending: boolean;
  /** The provider's branch, when the status was determined for it. */
  readonly branch?: string | undefined;
  /** It was verified successfully, but only on another branch, or with other tags. */
  readonly isVerifiedElsewhere: boolean;
  /** The tags of the provider's version for which it is pending. */
  readonly pendingTags: readonly string[];
  /** The tags of the provider's version with which it was verified successfully. */
  readonly verifiedTags: readonly string[];
}

export interface VerifiablePact extends SelectedPact {
  readonly status: PendingStatus;
  readonly isWip: boolean;
}

/** One entry for each pact version of a consumer, with its selectors in the order in which they are reported. */
export function mergeByPactVersion(selected: readonly SelectedPact[]): SelectedPact[] {
  return groupByPactVersion(selected).map((same) => ({
    pact: newestOf(same),
    selectors: same.flatMap(({ selectors }) => selectors).sort(compareMatches),
  }));
}

/** One entry for each work-in-progress pact version, with all branch heads and provider tags that it was found by. */
export function mergeWip(found: readonly VerifiablePact[]): VerifiablePact[] {
  return groupByPactVersion(found).map((same) => ({
    pact: newestOf(same),
    selectors: uniqueMatches(same.flatMap(({ selectors }) => selectors)),
    isWip: true,
    status: {
      isPending: true,
      isVerifiedElsewhere: false,
      branch: same[0]?.status.branch,
      pendingTags: [...new Set(same.flatMap(({ status }) => status.pendingTags))],
      verifiedTags: [],
    },
  }));
}

function uniqueMatches(selectors: readonly SelectorMatch[]): SelectorMatch[] {
  return [...new Map(selectors.map((one) => [JSON.stringify(one), one])).values()];
}

/** Selected pacts by consumer, ignoring case, then by age. */
export function sortSelected(pacts: readonly SelectedPact[]): SelectedPact[] {
  return sortBy(pacts, (consumer) => consumer.toLowerCase());
}

/** Work-in-progress pacts by consumer with capital letters first, as the official broker sorts them, then by age. */
export function sortWip(pacts: readonly VerifiablePact[]): VerifiablePact[] {
  return sortBy(pacts, (consumer) => consumer);
}

function sortBy<P extends SelectedPact>(pacts: readonly P[], sortName: (consumer: string) => string): P[] {
  return [...pacts].sort(({ pact: a }, { pact: b }) => {
    return compareText(sortName(a.consumer), sortName(b.consumer)) || a.versionId - b.versionId;
  });
}

function groupByPactVersion<P extends SelectedPact>(pacts: readonly P[]): P[][] {
  return [...groupBy(pacts, ({ pact }) => pact.pactVersionId).values()];
}

function newestOf(same: readonly SelectedPact[]): FoundPact {
  return same.map(({ pact }) => pact).reduce((one, other) => (one.versionId >= other.versionId ? one : other));
}
