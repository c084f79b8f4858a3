import type { HtmlEscapedString } from 'hono/utils/html';
import { notFound } from '../http/http-error.ts';
import { wantsPage } from '../http/negotiation.ts';
import type { BrokerApp, BrokerContext } from '../http/resource.ts';
import { Urls } from '../url/urls.ts';

/** What a page shows. */
export interface PageContent {
  /** Plain text. */
  readonly title: string;
  readonly body: Element;
  /** Where it hangs, from the overview down. */
  readonly trail?: readonly Breadcrumb[];
  /** The path and query where a client finds the same thing, when it is not this address. */
  readonly hal?: string;
}

/** A step on the way to a page. */
export interface Breadcrumb {
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

/** Gives undefined when what the address names is not there. */
export type RenderPage = (context: PageContext) => Promise<PageContent | undefined>;

/**
 * Mounts a page: a browser gets it, at the address where clients get HAL. What is not found is the 404 of the API.
 * @param load brings the page's code along when it is first looked at: most brokers start for clients alone
 */
export function page(app: BrokerApp, path: string, load: () => Promise<RenderPage>): void {
  app.get(path, async (c, next) => {
    if (!wantsPage(c)) return next();
    const show = await load();
    const shown = await show(pageContext(c));
    if (!shown) throw notFound();
    const { respondWithPage } = await import('./page-response.tsx');
    return respondWithPage(c, shown);
  });
}

/** What a page is made with, from a request. */
export function pageContext(c: BrokerContext): PageContext {
  return { c, db: c.var.db, now: c.var.now, to: new Urls(new URL(c.var.urls.base).pathname.replace(/\/$/, '')) };
}

/** A piece of a page; every text in it is escaped when it is written. */
export type Element = HtmlEscapedString | Promise<HtmlEscapedString>;
