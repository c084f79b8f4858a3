import { parseNestedQuery, type Query } from './rack-query.ts';

/**
 * Metadata in the URL of a pact for verification: the consumer versions that the pact was selected for, and whether it was pending or
 * work in progress. A verifier posts its result below this URL. The metadata are a query string in base64url; unreadable ones are ignored.
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

/** Metadata that name a single consumer version by its number. */
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
