/**
 * Protection of the pages' forms against cross-site request forgery: another web site must not use the credentials that a visitor's browser
 * sends automatically (basic authentication, or none on loopback) to change this broker.
 *
 * A browser names the page that has sent a form in two headers that no script can set. A form is accepted only if
 *
 * 1. `Sec-Fetch-Site`, if there is one, is `same-origin`. `same-site` is not enough: a neighbouring subdomain or another port may belong to
 *    someone else. Browsers send this header to https and loopback addresses only, so it cannot be required.
 * 2. `Origin` is there and is an origin of this broker: that of the request, or of one of PACT_BROKER_BASE_URLS. The latter are the origins
 *    that a browser sees when a reverse proxy changes scheme or `Host`. A proxy that only ends TLS changes the scheme alone: the host is
 *    then compared, and `Sec-Fetch-Site` must be there. `Origin: null` (a sandboxed frame, a redirect from another site) is refused.
 *
 * The pages' own `Referrer-Policy` is `same-origin`: with `no-referrer`, browsers send `Origin: null` for their forms, too.
 *
 * A form without one of the required headers is refused. `hono/csrf` accepts a form if only one of the two headers is right, and skips every other content type;
 * Go's `http.CrossOriginProtection` accepts a request without both. There is no token: a page of another origin cannot forge the headers, one
 * of the same origin could read the token, and a token would have to be valid in every process of a broker. The header `Host` is checked
 * against DNS rebinding (`hosts.ts`). Routes of the API accept only JSON, PUT, PATCH and DELETE, which another site cannot send without
 * a CORS preflight; the broker permits none.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 * @see https://words.filippo.io/csrf/
 */
import type { BrokerContext } from '../context.ts';
import { HttpError } from './http-error.ts';

/** @throws HttpError 403 unless a page of this broker has sent the form */
export function rejectForeignForms(c: BrokerContext, baseUrls: readonly string[]): void {
  const problem = originProblem(c, baseUrls);
  if (problem) throw new HttpError(403, { error: `${problem}. Nothing was changed.` });
}

function originProblem(c: BrokerContext, baseUrls: readonly string[]): string | undefined {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  if (site !== undefined && site !== 'same-origin') return 'The form was not sent by a page of this broker';
  if (origin === undefined) return 'The request has no Origin header, so the page that sent the form is unknown';
  if (isOwnOrigin(origin, c, baseUrls, site !== undefined)) return undefined;
  return `The form was sent by a page of ${describeOrigin(origin)}, which is not an address of this broker. If it is one, add it to PACT_BROKER_BASE_URLS`;
}

function isOwnOrigin(origin: string, c: BrokerContext, baseUrls: readonly string[], isSameOrigin: boolean): boolean {
  const requested = new URL(c.req.url);
  const own = [requested, ...baseUrls.map((url) => new URL(url))];
  if (own.some((url) => url.origin === origin)) return true;
  return isSameOrigin && isWebOrigin(origin) && new URL(origin).host === requested.host;
}

/** Whether it is the origin of a web page exactly as a browser writes it: scheme, host and port, and nothing else. */
function isWebOrigin(origin: string): boolean {
  return /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
}

/** An origin without anything that could be mistaken for a part of the message. */
function describeOrigin(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).origin : 'an unknown site';
}
