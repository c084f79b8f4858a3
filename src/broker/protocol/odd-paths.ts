import type { MiddlewareHandler } from 'hono';
import type { BrokerEnv } from './resource.ts';

const problem = { 'content-type': 'application/problem+json' };

/** `//` in a path is a 404 and an encoded line break or tab a 422, as with the official broker. */
export const refuseOddPaths: MiddlewareHandler<BrokerEnv> = async (c, next) => {
  const path = c.req.url.replace(/^[a-z]+:\/\/[^/]*/i, '').split('?')[0] ?? '/';
  if (path.includes('//')) {
    const body = { title: 'Not Found', type: '/problem/not-found', detail: 'Empty path component found', status: 404 };
    return c.body(JSON.stringify(body), 404, problem);
  }
  const odd = /%0a/i.test(path) ? 'a new line' : /%09/.test(path) ? 'a tab' : undefined;
  if (odd === undefined) return next();
  const detail = `URL path cannot contain ${odd} character.`;
  const body = { title: 'Unprocessable', type: '/problem/invalid-request-parameter-value', detail, status: 422 };
  return c.body(JSON.stringify(body), 422, problem);
};
