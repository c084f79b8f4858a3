import type { MiddlewareHandler } from 'hono';
import type { BrokerEnv } from './resource.ts';

const problem = { 'content-type': 'application/problem+json' };

/** `//` in a path is a 404, an encoded line break or tab a 422, as with the official broker; so is a null character anywhere. */
export const refuseOddPaths: MiddlewareHandler<BrokerEnv> = async (c, next) => {
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
