import type { MiddlewareHandler } from 'hono';
import { type FieldErrors, HttpError, invalid } from './http-error.ts';
import type { BrokerEnv } from './resource.ts';
import { isShort, tooLong } from './text.ts';

/** Node takes no more than this of a request's URL and headers together. */
export const maxHeadBytes = 48 * 1024;
const maxUrlLength = 16 * 1024;

/** Refuses URLs that are longer than any client's. */
export const limitUrl: MiddlewareHandler<BrokerEnv> = async (c, next) => {
  if (c.req.url.length <= maxUrlLength) return next();
  throw new HttpError(414, { error: `The URL is too long: this broker accepts up to ${maxUrlLength / 1024} KiB.` });
};

/**
 * Refuses to make something with a name that no index of a database takes.
 * @throws HttpError 400 naming each part of the path that is too long
 */
export function refuseLongNames(parts: Readonly<Record<string, string>>): void {
  const long = Object.entries(parts).filter(([, name]) => !isShort(name));
  const errors: FieldErrors = Object.fromEntries(long.map(([part]) => [part, [tooLong]]));
  if (long.length > 0) throw invalid(errors);
}
