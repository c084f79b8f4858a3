import type { PageContext } from '../page.ts';

/** The path and query of this page below the public base URL, without what concerns only one visit: `outcome` and `refresh`. */
export function ownPath({ c, urls }: PageContext): string {
  return urls.base + ownResource(c.req.url);
}

/** The same without the path of the public base URL, as the API has it. */
export function ownResource(url: string): string {
  const { pathname, search } = new URL(url);
  const kept = search.slice(1).split('&');
  const query = kept.filter((part) => part !== '' && !/^(outcome|refresh)(=|$)/.test(part)).join('&');
  return query === '' ? pathname : `${pathname}?${query}`;
}
