import type { HtmlEscapedString } from 'hono/utils/html';
import type { BrokerContext } from '../context.ts';
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
  /** The page's own name after the breadcrumbs. Default: the title. */
  readonly crumb?: string;
  /** The path and query of the same resource in the API, if it differs from the page's own. */
  readonly hal?: string;
  /** Whether the page can be reloaded regularly by `?refresh=30`. */
  readonly isRefreshable?: boolean;
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
  readonly urls: Urls;
}

export function pageContext(c: BrokerContext): PageContext {
  return { c, db: c.var.db, now: c.var.now, urls: new Urls(new URL(c.var.urls.base).pathname.replace(/\/$/, '')) };
}
