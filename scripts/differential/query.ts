import type { VerificationRequest } from './step.ts';

/** A query to a broker; `about` selects the compared parts of the response. */
export type Query =
  | { readonly about: 'matrix'; readonly path: string }
  | { readonly about: 'pacts for verification'; readonly path: string; readonly body?: VerificationRequest }
  | { readonly about: Lookup; readonly path: string };

/** A query for one resource or list. */
export type Lookup = 'version' | 'versions' | 'pact' | 'pacts' | 'branches' | 'app' | 'result' | 'dashboard';

/** `/pacticipants/Red%20Panda/versions`: each part encoded. */
export function pathOf(parts: TemplateStringsArray, ...names: string[]): string {
  return String.raw({ raw: parts.raw }, ...names.map(encodeURIComponent));
}

/** `GET /pacticipants/Red Panda`. */
export function formatQuery({ path, ...more }: Query): string {
  const body = 'body' in more && more.body ? ` ${JSON.stringify(more.body)}` : '';
  return `${body ? 'POST' : 'GET'} ${decodeURIComponent(path)}${body}`;
}
