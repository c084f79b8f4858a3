import type { MiddlewareHandler } from 'hono';
import { HttpError } from './http-error.ts';
import type { BrokerEnv } from './resource.ts';

/** Node takes no more than this of a request's URL and headers together. */
export const maxHeadBytes = 48 * 1024;
const maxUrlLength = 16 * 1024;

/** Refuses URLs that are longer than any client's. */
export const limitUrl: MiddlewareHandler<BrokerEnv> = async (c, next) => {
  if (c.req.url.length <= maxUrlLength) return next();
  throw new HttpError(414, { error: `The URL is too long: this broker accepts up to ${maxUrlLength / 1024} KiB.` });
};
