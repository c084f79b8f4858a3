import type { BrokerContext } from '../context.ts';

/** The request's URL below the public base URL, encoded as the client sent it, without its query. */
export function resourceUrl(c: BrokerContext): string {
  return requestUrl(c).replace(/\/?(\?.*)?$/s, '');
}

/** The request's URL below the public base URL, with its query. */
export function requestUrl(c: BrokerContext): string {
  return c.var.urls.base + c.req.url.replace(/^[a-z]+:\/\/[^/?]*/i, '');
}

/** A parameter of the path, decoded. */
export function pathParam(c: BrokerContext, name: string): string {
  return c.req.param(name) ?? '';
}
