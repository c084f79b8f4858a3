import { groupBy } from '../text/group-by.ts';
import { compareText } from '../text/order.ts';
import type { LatestBy } from './query.ts';
import { isNameOnly, type ResolvedSelector } from './selector.ts';

/** A version in a row. Ids increase: a higher id is a later version. */
export interface VersionRef {
  readonly id: number;
  readonly number: string;
}

/** One row of the matrix: a consumer version's pact with a provider, and one result for it. */
export interface Row {
  readonly consumer: { readonly id: number; readonly name: string; readonly version: VersionRef };
  readonly provider: { readonly id: number; readonly name: string; readonly version: VersionRef | null };
  readonly pact: { readonly sha: string; readonly revision: number; readonly createdAt: string };
  /** Null when none of the selected provider versions has verified this pact version. */
  readonly result: { readonly number: number; readonly success: boolean; readonly verifiedAt: string } | null;
}

/**
 * Selects one row of each group: the row with the latest provider version. But if the latest change in the group is an unverified pact,
 * it is the row of that pact.
 */
export function selectLatestRows(rows: readonly Row[], by: LatestBy | undefined): Row[] {
  if (!by) return [...rows];
  return [...groupBy(rows, (row) => groupKey(row, by)).values()].map(latestOf);
}

function groupKey({ consumer, provider }: Row, by: LatestBy): string {
  const versions = { cp: [], cvp: [consumer.version.id], cvpv: [consumer.version.id, provider.version?.id] };
  return JSON.stringify([consumer.id, provider.id, ...versions[by]]);
}

function latestOf(group: readonly [Row, ...Row[]]): Row {
  const lastChanged = group.reduce((last, row) => (lastChangedAt(row) > lastChangedAt(last) ? row : last));
  return lastChanged.result ? group.reduce((latest, row) => (isLater(row, latest) ? row : latest)) : lastChanged;
}

function lastChangedAt({ pact, result }: Row): string {
  return result && result.verifiedAt > pact.createdAt ? result.verifiedAt : pact.createdAt;
}

function isLater(row: Row, other: Row): boolean {
  const provider = row.provider.version?.id ?? 0;
  const otherProvider = other.provider.version?.id ?? 0;
  return provider === otherProvider ? row.consumer.version.id > other.consumer.version.id : provider > otherProvider;
}

/** The matrix's order: consumer by name, its versions newest first, provider by name, its versions and results newest first. */
export function sortRows(rows: readonly Row[]): Row[] {
  return [...rows].sort(
    (a, b) =>
      compareText(a.consumer.name, b.consumer.name) ||
      b.consumer.version.id - a.consumer.version.id ||
      compareText(a.provider.name, b.provider.name) ||
      compareDescending(a.provider.version?.id, b.provider.version?.id) ||
      compareDescending(a.result?.number, b.result?.number),
  );
}

/** Descending order; undefined comes first. */
function compareDescending(a: number | undefined, b: number | undefined): number {
  return (b ?? Number.MAX_SAFE_INTEGER) - (a ?? Number.MAX_SAFE_INTEGER);
}

/** Separates the rows that an ignore selector matches, on either side, from the rest. */
export function splitIgnored(
  rows: readonly Row[],
  ignore: readonly ResolvedSelector[],
): { considered: Row[]; ignored: Row[] } {
  const isIgnored = (row: Row) =>
    ignore.some((one) => matchesIgnore(one, row.consumer) || matchesIgnore(one, row.provider));
  return { considered: rows.filter((row) => !isIgnored(row)), ignored: rows.filter(isIgnored) };
}

function matchesIgnore(ignore: ResolvedSelector, side: { id: number; version: VersionRef | null }): boolean {
  return ignore.pacticipantId === side.id && (isNameOnly(ignore.selector) || versionId(ignore) === side.version?.id);
}

function versionId({ version }: ResolvedSelector): number {
  return typeof version === 'object' ? version.id : -1;
}
