import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import type { BrokerEnv } from '../context.ts';

/**
 * Rejects requests whose `Host` header is not a configured name of the broker. Otherwise a web page could send requests to a broker without
 * credentials on the visitor's machine, through a domain that resolves to 127.0.0.1 (DNS rebinding). IP addresses are safe and accepted.
 */
export function rejectForeignHosts(allowed: readonly string[]): MiddlewareHandler<BrokerEnv> {
  if (allowed.includes('*')) return (_, next) => next();
  const names = new Set(['localhost', ...allowed.map((name) => name.toLowerCase())]);
  let accepted: string | undefined; // `http://localhost:9292/` of the last request: parsing a URL takes longer than comparing
  return async (c, next) => {
    const { url } = c.req;
    if (accepted !== undefined && url.startsWith(accepted)) return next();
    const { hostname } = new URL(url);
    if (isIP(hostname.replace(/^\[|\]$/g, '')) || names.has(hostname.toLowerCase())) {
      accepted = /^https?:\/\/[^/?#]+\//.exec(url)?.[0];
      return next();
    }
    const error = `Host ${hostname} is not allowed. Add the name to PACT_BROKER_ALLOWED_HOSTS or PACT_BROKER_BASE_URLS.`;
    return c.body(JSON.stringify({ error }), 403, { 'content-type': 'application/hal+json;charset=utf-8' });
  };
}
