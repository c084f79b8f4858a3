import type { VerificationRequest } from './step.ts';

/** What a broker is asked; `about` says which parts of the answer count. */
export type Query =
  | { readonly about: 'matrix'; readonly path: string }
  | { readonly about: 'pacts for verification'; readonly path: string; readonly body?: VerificationRequest }
  | { readonly about: Lookup; readonly path: string };

/** A look at one thing or list. */
export type Lookup = 'version' | 'versions' | 'pact' | 'pacts' | 'branches' | 'app' | 'result' | 'dashboard';

/** `/pacticipants/Red%20Panda/versions`: each part encoded. */
export function pathOf(parts: TemplateStringsArray, ...names: string[]): string {
  return String.raw({ raw: parts.raw }, ...names.map(encodeURIComponent));
}

/** A query in words. */
export function formatQuery({ path, ...more }: Query): string {
  const body = 'body' in more && more.body ? ` ${JSON.stringify(more.body)}` : '';
  return `${body ? 'POST' : 'GET'} ${decodeURIComponent(path)}${body}`;
}
