import type { BrokerContext } from '../../context.ts';
import { pageContext } from '../page.ts';

/**
 * `/sign-in?to=/webhooks` requires the right to write, so that a browser asks for a user name and a password even if reading is public. It
 * then sends them with every request, because this path is not below another one.
 */
export function signIn(c: BrokerContext): Response {
  return c.redirect(localPath(c.req.query('to')) ?? `${pageContext(c).urls.base}/`, 303);
}

/** The path of an address on the same site; undefined for any other address. */
function localPath(to = ''): string | undefined {
  const base = 'http://local.invalid';
  if (!to.startsWith('/') || !URL.canParse(to, base)) return undefined;
  const { origin, pathname, search } = new URL(to, base);
  // `/..//example.org` becomes `//example.org`, which is another site.
  return origin === base && !pathname.startsWith('//') ? pathname + search : undefined;
}
