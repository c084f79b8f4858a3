import { parseNestedQuery, type Query } from './rack-query.ts';

/**
 * What the address of a selected pact carries, so that a result sent there is known for what it is: which consumer versions the pact
 * was selected for, and whether it was pending or work in progress. In the address it is a query in base64; what cannot be read counts as nothing.
 */
export interface Metadata {
  readonly consumerVersionIds: readonly number[];
  readonly consumerVersion?: string;
  readonly pending: boolean;
  readonly wip: boolean;
}

export function encodeMetadata(query: [name: string, value: string][]): string {
  return Buffer.from(new URLSearchParams(query).toString()).toString('base64url');
}

/** The metadata of a pact that was asked for by its consumer version's number. */
export function versionMetadata(consumerVersion: string): string {
  return encodeMetadata([['cvn', consumerVersion]]);
}

export function decodeMetadata(metadata: string | undefined): Metadata {
  const query = parseNestedQuery(Buffer.from(metadata ?? '', 'base64url').toString());
  const selectors = Array.isArray(query.s) ? query.s : [];
  const ids = [query, ...selectors].flatMap(versionIdIn);
  return {
    consumerVersionIds: [...new Set(ids)],
    ...(typeof query.cvn === 'string' && { consumerVersion: query.cvn }),
    pending: query.p === 'true',
    wip: query.w === 'true',
  };
}

function versionIdIn(selector: string | Query): number[] {
  const id = typeof selector === 'object' ? selector.cv : undefined;
  return typeof id === 'string' && /^\d{1,9}$/.test(id) ? [Number(id)] : [];
}
