import type { BrokerContext } from '../context.ts';

/** A link of a HAL resource. */
export interface Link {
  href: string;
  title?: string;
  name?: string;
  templated?: true;
}

export const halHeaders = { 'content-type': 'application/hal+json;charset=utf-8' };

/** A HAL+JSON response. Members that are undefined are omitted. */
export function halResponse(
  c: BrokerContext,
  body: unknown,
  status: 200 | 201 | 202 = 200,
  headers: Record<string, string> = {},
): Response {
  return c.body(JSON.stringify(body), status, { ...halHeaders, ...headers });
}

/** A 201 with the new resource and its location. */
export function createdResponse(c: BrokerContext, location: string, body: unknown): Response {
  return halResponse(c, body, 201, { location });
}

/** A 204. The official CLI treats a 204 with a content type as a failure. */
export function noContentResponse(c: BrokerContext): Response {
  return c.body(null, 204);
}

/** The `curies` of a resource: the URL of the documentation of its `pb:` relations. */
export function curies(base: string, context: string): Link[] {
  return [{ name: 'pb', href: `${base}/doc/{rel}?context=${context}`, templated: true }];
}

/** Formats a stored time as the official broker does: whole seconds, UTC as +00:00. */
export function dateTime(stored: string): string {
  return `${stored.slice(0, 19)}+00:00`;
}

/** The time of creation, and the time of the last change if it differs. */
export function timestamps(row: { createdAt: string; updatedAt?: string }): {
  updatedAt?: string;
  createdAt: string;
} {
  const createdAt = dateTime(row.createdAt);
  if (row.updatedAt === undefined || row.updatedAt === row.createdAt) return { createdAt };
  return { updatedAt: dateTime(row.updatedAt), createdAt };
}
