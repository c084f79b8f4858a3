import type { BrokerContext } from '../../context.ts';
import { pageContext } from '../page.ts';

/**
 * `/sign-in?to=/webhooks` requires the right to write, so that a browser asks for a user name and a password even if reading is public. It
 * then sends them with every request: browsers send credentials to all paths below the folder of the first one, here the broker's base path.
 */
export function signIn(c: BrokerContext): Response {
  return c.redirect(localPath(c.req.query('to')) ?? `${pageContext(c).urls.base}/`, 303);
}

/** The path and query of a URL on the same origin; undefined for any other URL. */
function localPath(to = ''): string | undefined {
  const base = 'http://local.invalid';
  if (!to.startsWith('/') || !URL.canParse(to, base)) return undefined;
  const { origin, pathname, search } = new URL(to, base);
  // `/..//example.org` becomes `//example.org`, which is another site.
  return origin === base && !pathname.startsWith('//') ? pathname + search : undefined;
}
