import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Urls } from '../hal/urls.ts';
import { notFound } from '../protocol/http-error.ts';
import { wantsPage } from '../protocol/negotiation.ts';
import type { BrokerApp, BrokerContext } from '../protocol/resource.ts';
import type { Element } from './element.ts';
import { Layout } from './layout.tsx';

/** What a page shows. */
export interface Shown {
  /** Plain text. */
  readonly title: string;
  readonly body: Element;
  /** Where it hangs, from the overview down. */
  readonly trail?: readonly Crumb[];
  /** The path and query where a client finds the same thing, when it is not this address. */
  readonly hal?: string;
}

/** A step on the way to a page. */
export interface Crumb {
  readonly name: string;
  readonly href: string;
}

/** What every page is made with. */
export interface PageContext {
  readonly c: BrokerContext;
  readonly db: BrokerContext['var']['db'];
  readonly now: Date;
  /** Addresses on this broker, without scheme and host. */
  readonly to: Urls;
}

/**
 * Mounts a page: a browser gets it, at the address where clients get HAL. What is not found is the 404 of the API.
 * @param show gives undefined when what the address names is not there
 */
export function page(app: BrokerApp, path: string, show: (context: PageContext) => Promise<Shown | undefined>): void {
  app.get(path, async (c, next) => {
    if (!wantsPage(c)) return next();
    const shown = await show(pageContext(c));
    if (!shown) throw notFound();
    return answerPage(c, shown);
  });
}

/** What a page is made with, from a request. */
export function pageContext(c: BrokerContext): PageContext {
  return { c, db: c.var.db, now: c.var.now, to: new Urls(new URL(c.var.urls.base).pathname.replace(/\/$/, '')) };
}

/** Nothing from elsewhere, nothing inline, in nobody's frame. */
const policy = [
  "default-src 'none'",
  ...["style-src 'self'", "script-src 'self'", "img-src 'self'"],
  ...["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"],
].join('; ');

/** Answers with a page, zipped where the browser takes that. */
export async function answerPage(c: BrokerContext, shown: Shown, status: 200 | 404 = 200): Promise<Response> {
  const html = `<!doctype html>${await (<Layout context={pageContext(c)} shown={shown} />)}`;
  return zipped(c, html, status, {
    'content-type': 'text/html;charset=utf-8',
    'content-security-policy': policy,
    'referrer-policy': 'same-origin',
    vary: 'Accept, Accept-Encoding',
  });
}

const zip = promisify(gzip);

/** Answers with a text, zipped where the client takes that. */
export async function zipped(
  c: BrokerContext,
  text: string,
  status: 200 | 404,
  headers: Record<string, string>,
): Promise<Response> {
  if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(text, status, headers);
  const body = new Uint8Array(await zip(text, { level: 4 }));
  return c.body(body, status, { ...headers, 'content-encoding': 'gzip' });
}
