import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { BrokerEnv } from '../context.ts';
import { HttpError } from './http-error.ts';

/** Refuses bodies of more than `maxBytes`: by their announced length, or while they are read where none is announced. */
export function limitBody(maxBytes: number): MiddlewareHandler<BrokerEnv> {
  const refuse = (): never => {
    throw tooLarge(maxBytes);
  };
  const counted = bodyLimit({ maxSize: maxBytes, onError: refuse });
  return async (c, next) => {
    if (c.req.header('transfer-encoding')) return counted(c, next);
    if (Number(c.req.header('content-length') ?? 0) > maxBytes) return refuse();
    return next();
  };
}

function tooLarge(maxBytes: number): HttpError {
  const limit = maxBytes >= 2 ** 20 ? `${maxBytes / 2 ** 20} MiB` : `${maxBytes} bytes`;
  return new HttpError(413, { error: `The request body is too large: this broker accepts up to ${limit}.` });
}

/** Node takes no more than this of a request's URL and headers together. */
export const MAX_HEAD_BYTES = 48 * 1024;
const maxUrlLength = 16 * 1024;

/** Refuses URLs that are longer than any client's. */
export const limitUrl: MiddlewareHandler<BrokerEnv> = async (c, next) => {
  if (c.req.url.length <= maxUrlLength) return next();
  throw new HttpError(414, { error: `The URL is too long: this broker accepts up to ${maxUrlLength / 1024} KiB.` });
};

const problem = { 'content-type': 'application/problem+json' };

/** `//` in a path is a 404, an encoded line break or tab a 422, as with the official broker; so is a null character anywhere. */
export const rejectInvalidPaths: MiddlewareHandler<BrokerEnv> = async (c, next) => {
  const target = c.req.url.replace(/^[a-z]+:\/\/[^/]*/i, '');
  const path = target.split('?')[0] ?? '/';
  if (path.includes('//')) {
    const body = { title: 'Not Found', type: '/problem/not-found', detail: 'Empty path component found', status: 404 };
    return c.body(JSON.stringify(body), 404, problem);
  }
  const odd = oddity(path, target);
  if (odd === undefined) return next();
  const detail = `URL path cannot contain ${odd} character.`;
  const body = { title: 'Unprocessable', type: '/problem/invalid-request-parameter-value', detail, status: 422 };
  return c.body(JSON.stringify(body), 422, problem);
};

function oddity(path: string, target: string): string | undefined {
  if (/%0a/i.test(path)) return 'a new line';
  if (path.includes('%09')) return 'a tab';
  return target.includes('%00') ? 'a null' : undefined;
}
