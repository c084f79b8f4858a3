import type { LatestBy } from './query.ts';
import { isNameOnly, type ResolvedSelector } from './selector.ts';

/** A version in a row. Ids grow with time: a higher one is the later version. */
export interface VersionRef {
  readonly id: number;
  readonly number: string;
}

/** One line of the matrix: a consumer version's pact with a provider, and one result for it. */
export interface Row {
  readonly consumer: { readonly id: number; readonly name: string; readonly version: VersionRef };
  readonly provider: { readonly id: number; readonly name: string; readonly version: VersionRef | null };
  readonly pact: { readonly sha: string; readonly revision: number; readonly createdAt: string };
  /** Null when none of the provider versions in question has verified this content. */
  readonly result: { readonly number: number; readonly success: boolean; readonly verifiedAt: string } | null;
}

/**
 * Of each group of rows one: that of the latest provider version, or, when nothing has happened since a pact came that nobody has
 * verified, the row of that pact.
 */
export function selectLatestRows(rows: readonly Row[], by: LatestBy | undefined): Row[] {
  if (!by) return [...rows];
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const key = groupKey(row, by);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map(standFor);
}

function standFor(group: readonly [Row, ...Row[]]): Row {
  const lastChanged = group.reduce((last, row) => (lastChange(row) > lastChange(last) ? row : last));
  return lastChanged.result ? group.reduce((best, row) => (later(row, best) ? row : best)) : lastChanged;
}

function lastChange({ pact, result }: Row): string {
  return result && result.verifiedAt > pact.createdAt ? result.verifiedAt : pact.createdAt;
}

function groupKey({ consumer, provider }: Row, by: LatestBy): string {
  const parts = { cp: [], cvp: [consumer.version.id], cvpv: [consumer.version.id, provider.version?.id] };
  return JSON.stringify([consumer.id, provider.id, ...parts[by]]);
}

function later(row: Row, best: Row): boolean {
  const [a, b] = [row.provider.version?.id ?? 0, best.provider.version?.id ?? 0];
  return a === b ? row.consumer.version.id > best.consumer.version.id : a > b;
}

/** The matrix's order: consumer by name, its versions newest first, provider by name, its versions and results newest first. */
export function sortRows(rows: readonly Row[]): Row[] {
  return [...rows].sort(
    (a, b) =>
      byName(a.consumer.name, b.consumer.name) ||
      b.consumer.version.id - a.consumer.version.id ||
      byName(a.provider.name, b.provider.name) ||
      newestFirst(a.provider.version?.id, b.provider.version?.id) ||
      newestFirst(a.result?.number, b.result?.number),
  );
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What has no number yet comes before all that have. */
function newestFirst(a: number | undefined, b: number | undefined): number {
  return (b ?? Number.MAX_SAFE_INTEGER) - (a ?? Number.MAX_SAFE_INTEGER);
}

/** Rows that an ignore selector covers, on either side, and the rest. */
export function splitIgnored(
  rows: readonly Row[],
  ignore: readonly ResolvedSelector[],
): { considered: Row[]; ignored: Row[] } {
  const covers = (row: Row) => ignore.some((one) => covered(one, row.consumer) || covered(one, row.provider));
  return { considered: rows.filter((row) => !covers(row)), ignored: rows.filter(covers) };
}

function covered(ignore: ResolvedSelector, side: { id: number; version: VersionRef | null }): boolean {
  return ignore.pacticipantId === side.id && (isNameOnly(ignore.selector) || versionId(ignore) === side.version?.id);
}

function versionId({ version }: ResolvedSelector): number | undefined {
  return typeof version === 'object' ? version.id : -1;
}
