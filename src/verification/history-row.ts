import type { CellVerdict } from '../matrix/breaks.ts';
import type { PactToVerify } from './pact-to-verify.ts';
import { consumerOf } from './report.ts';

/** The verdict on one version and one pact. */
export interface PairVerdict {
  readonly verdict: CellVerdict;
  /** Why it is not a yes. */
  readonly sentences: readonly string[];
}

export interface HistoryCell extends PairVerdict {
  /** Name and version: `market-data-ibkr 1.1.7`. */
  readonly consumer: string;
  readonly requirement?: string | undefined;
  /** It fits according to a result of the broker that does not record whether a feature is off. */
  readonly featuresNotRecorded?: true;
}

export interface HistoryRow {
  /** The release's number, or the git tag. */
  readonly release: string;
  /** The version number that requirements are compared with (PEP 440), if it differs from `release`. */
  readonly number?: string;
  /** The version under which its results are recorded, if it differs from `release`. */
  readonly version?: string;
  /** Only the pacts that were verified. */
  readonly cells: readonly HistoryCell[];
  /** Why the release could not be judged. */
  readonly problem?: string;
}

/** A version to verify: a release or a git tag. */
export type HistoryTarget = Omit<HistoryRow, 'cells' | 'problem'> & {
  /** What is installed: the release's number, or a commit. */
  readonly ref: string;
};

/** The version number that requirements are compared with. */
export function numberOf({ release, number = release }: Pick<HistoryRow, 'release' | 'number'>): string {
  return number;
}

/** The version under which its results are recorded. */
export function versionOf({ release, version = release }: Pick<HistoryRow, 'release' | 'version'>): string {
  return version;
}

/** Name and version of the pact's consumer. */
export function labelOf({ consumer, consumerVersions, usage }: PactToVerify): string {
  return consumerOf({ consumer, consumerVersions, ...(usage && { readFrom: usage.consumer.version }) });
}
