import type { BrokerContext } from '../context.ts';

/** The address that was asked for, below the public base URL, as it was encoded; without its query. */
export function resourceUrl(c: BrokerContext): string {
  return requestUrl(c).replace(/\/?(\?.*)?$/s, '');
}

/** The address that was asked for, below the public base URL, with its query. */
export function requestUrl(c: BrokerContext): string {
  return c.var.urls.base + c.req.url.replace(/^[a-z]+:\/\/[^/?]*/i, '');
}

/** A named part of the path, decoded. */
export function pathParam(c: BrokerContext, name: string): string {
  return c.req.param(name) ?? '';
}
