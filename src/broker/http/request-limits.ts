import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { BrokerEnv } from '../context.ts';
import { HttpError } from './http-error.ts';
import { type LimitName, limitSetting } from './limits.ts';
import { declarationOf } from './route-declaration.ts';

/** Rejects bodies that are larger than the route accepts: by Content-Length, or while reading if there is none. */
export const limitBody: MiddlewareHandler<BrokerEnv> = async (c, next) => {
  const length = Number(c.req.header('content-length') ?? 0);
  const isChunked = c.req.header('transfer-encoding') !== undefined;
  if (length === 0 && !isChunked) return next();
  const name = declarationOf(c).largeBodyMethods.includes(c.req.method) ? 'bodyBytes' : 'smallBodyBytes';
  const limit = c.var.limits[name];
  const throwTooLarge = (): never => {
    throw new HttpError(413, { error: bodyTooLargeMessage(name, limit) });
  };
  if (isChunked) return bodyLimit({ maxSize: limit, onError: throwTooLarge })(c, next);
  return length > limit ? throwTooLarge() : next();
};

const UNITS = [
  { name: 'MiB', bytes: 2 ** 20 },
  { name: 'KiB', bytes: 2 ** 10 },
];

function formatSize(bytes: number): string {
  const unit = UNITS.find((candidate) => bytes % candidate.bytes === 0) ?? { name: 'bytes', bytes: 1 };
  return `${bytes / unit.bytes} ${unit.name}`;
}

function bodyTooLargeMessage(name: LimitName, limit: number): string {
  const size = formatSize(limit);
  return `The request body is too large: this broker accepts up to ${size} here (${limitSetting(name)}).`;
}

/** Limit of a request line and header fields together, enforced by Node. */
export const MAX_HEADER_BYTES = 48 * 1024;
const MAX_URL_CHARS = 16 * 1024;

/** Rejects URLs that are longer than `MAX_URL_CHARS`. */
export const limitUrl: MiddlewareHandler<BrokerEnv> = async (c, next) => {
  if (c.req.url.length <= MAX_URL_CHARS) return next();
  throw new HttpError(414, { error: `The URL is too long: this broker accepts up to ${MAX_URL_CHARS / 1024} KiB.` });
};

const problemHeaders = { 'content-type': 'application/problem+json' };

/**
 * Rejects `//` in a path with 404, and encoded line feeds and tabs with 422, like the official broker. An encoded null character is
 * rejected with 422 anywhere in the URL, because PostgreSQL cannot store it.
 */
export const rejectInvalidPaths: MiddlewareHandler<BrokerEnv> = async (c, next) => {
  const target = c.req.url.replace(/^[a-z]+:\/\/[^/]*/i, '');
  const path = target.split('?')[0] ?? '/';
  if (path.includes('//')) {
    const body = { title: 'Not Found', type: '/problem/not-found', detail: 'Empty path component found', status: 404 };
    return c.body(JSON.stringify(body), 404, problemHeaders);
  }
  const invalid = invalidCharacter(path, target);
  if (invalid === undefined) return next();
  const detail = `URL path cannot contain ${invalid} character.`;
  const body = { title: 'Unprocessable', type: '/problem/invalid-request-parameter-value', detail, status: 422 };
  return c.body(JSON.stringify(body), 422, problemHeaders);
};

function invalidCharacter(path: string, target: string): string | undefined {
  if (/%0a/i.test(path)) return 'a new line';
  if (path.includes('%09')) return 'a tab';
  return target.includes('%00') ? 'a null' : undefined;
}
