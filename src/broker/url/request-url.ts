import type { BrokerContext } from '../http/resource.ts';

/** The address that was asked for, below the public base URL, as it was encoded; without its query. */
export function resourceUrl(c: BrokerContext): string {
  return requestUrl(c).replace(/\/?(\?.*)?$/s, '');
}

/** The address that was asked for, below the public base URL, with its query. */
export function requestUrl(c: BrokerContext): string {
  return c.var.urls.base + c.req.url.replace(/^[a-z]+:\/\/[^/?]*/i, '');
}
