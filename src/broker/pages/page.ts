import type { HtmlEscapedString } from 'hono/utils/html';
import type { BrokerContext } from '../context.ts';
import { notFoundError } from '../http/http-error.ts';
import { wantsPage } from '../http/negotiation.ts';
import { Urls } from '../url/urls.ts';

/** Rendered markup. Hono escapes every text inside it. */
export type Element = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The content of a page, without the layout around it. */
export interface PageContent {
  /** Plain text. */
  readonly title: string;
  readonly body: Element;
  /** The pages above this one, outermost first. */
  readonly breadcrumbs?: readonly Breadcrumb[];
  /** The path and query of the same resource in the API, if it differs from the page's own. */
  readonly hal?: string;
}

export interface Breadcrumb {
  readonly name: string;
  readonly href: string;
}

/** What every page is rendered with. */
export interface PageContext {
  readonly c: BrokerContext;
  readonly db: BrokerContext['var']['db'];
  readonly now: Date;
  /** Links within this broker, without scheme and host. */
  readonly to: Urls;
}

/** Returns undefined when the resource that the URL names does not exist. */
export type RenderPage = (context: PageContext) => Promise<PageContent | undefined>;

export type PageHandler = (c: BrokerContext, next: () => Promise<void>) => Promise<Response | undefined>;

/**
 * A page as a route handler. Pages share their paths with the API: a request that does not ask for HTML is passed on to the API's route.
 * A resource that does not exist is the same 404 as in the API.
 * @param load imports the page's module on its first request, because most brokers only ever serve API clients
 */
export function pageHandler(load: () => Promise<RenderPage>): PageHandler {
  return async (c, next) => {
    if (!wantsPage(c)) {
      await next();
      return undefined;
    }
    const render = await load();
    const content = await render(pageContext(c));
    if (!content) throw notFoundError();
    const { respondWithPage } = await import('./page-response.tsx');
    return respondWithPage(c, content);
  };
}

export function pageContext(c: BrokerContext): PageContext {
  return { c, db: c.var.db, now: c.var.now, to: new Urls(new URL(c.var.urls.base).pathname.replace(/\/$/, '')) };
}
