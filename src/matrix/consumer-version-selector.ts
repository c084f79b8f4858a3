import { compareText } from '../text/order.ts';

/** Selects pacts of a provider; without a consumer, those of every consumer. */
export type ConsumerVersionSelector = { readonly consumer?: string } & Choice;

type Choice =
  | { readonly kind: 'overall-latest' }
  | { readonly kind: 'main-branch' }
  | { readonly kind: 'branch'; readonly branch: string; readonly fallbackBranch?: string }
  | { readonly kind: 'every-branch' }
  | { readonly kind: 'latest-tag'; readonly tag: string; readonly fallbackTag?: string }
  | { readonly kind: 'every-tagged'; readonly tag: string }
  | { readonly kind: 'deployed' | 'released'; readonly environment?: string }
  | { readonly kind: 'in-environment'; readonly environment: string };

/** An environment in which a consumer version was found. */
export interface FoundEnvironment {
  readonly name: string;
  readonly production: boolean;
}

/** A selector, with the consumer version that it found. */
export interface SelectorMatch {
  readonly selector: ConsumerVersionSelector;
  readonly version: { readonly id: number; readonly number: string };
  readonly environment?: FoundEnvironment;
  /** The branch whose head this version is, if the selector names no branch. */
  readonly branch?: string;
  /** Found by the fallback, because the selector itself matched nothing. */
  readonly isFallback?: boolean;
}

/**
 * The order in which a pact's selectors are reported: overall latest, branch, latest with a tag, all with a tag, deployed, released
 * (production last), and the rest, those with a consumer first; then by age of the version.
 */
export function compareMatches(a: SelectorMatch, b: SelectorMatch): number {
  return rank(a) - rank(b) || compareOfSameRank(a, b) || a.version.id - b.version.id;
}

const ranks: Partial<Record<ConsumerVersionSelector['kind'], number>> = {
  'overall-latest': 0,
  branch: 1,
  'latest-tag': 2,
  'every-tagged': 3,
  deployed: 4,
  released: 5,
};

const rank = ({ selector }: SelectorMatch) => ranks[selector.kind] ?? 6;

function compareOfSameRank(a: SelectorMatch, b: SelectorMatch): number {
  const one = a.selector;
  const other = b.selector;
  if (one.kind === 'branch' && other.kind === 'branch') return compareText(one.branch, other.branch);
  if (one.kind === 'latest-tag' && other.kind === 'latest-tag') return compareText(one.tag, other.tag);
  if (one.kind === 'every-tagged' && other.kind === 'every-tagged')
    return compareText(one.tag, other.tag) || compareConsumers(one, other);
  if (rank(a) === 6) return compareConsumers(one, other);
  return compareEnvironments(a.environment, b.environment);
}

function compareConsumers(one: ConsumerVersionSelector, other: ConsumerVersionSelector): number {
  if (one.consumer !== undefined && other.consumer !== undefined) return compareText(one.consumer, other.consumer);
  return Number(one.consumer === undefined) - Number(other.consumer === undefined);
}

function compareEnvironments(one: FoundEnvironment | undefined, other: FoundEnvironment | undefined): number {
  if (!one || !other) return 0;
  return Number(one.production) - Number(other.production) || compareText(one.name, other.name);
}
