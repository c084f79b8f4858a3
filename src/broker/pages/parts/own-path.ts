import type { PageContext } from '../page.ts';

/** The path and query of this page below the public base URL, without the parameters that belong to one visit only: `outcome` and `refresh`. */
export function ownPath({ c, urls }: PageContext): string {
  return urls.base + ownResource(c.req.url);
}

/** The same without the path of the public base URL: the path of the resource in the API. */
export function ownResource(url: string): string {
  const { pathname, search } = new URL(url);
  const kept = search.slice(1).split('&');
  const query = kept.filter((part) => part !== '' && !/^(outcome|refresh)(=|$)/.test(part)).join('&');
  return query === '' ? pathname : `${pathname}?${query}`;
}
