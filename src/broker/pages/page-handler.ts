import type { BrokerContext } from '../context.ts';
import { notFoundError } from '../http/http-error.ts';
import { wantsPage } from '../http/negotiation.ts';
import { type PageContent, type PageContext, pageContext } from './page.ts';

/** Returns undefined when the resource that the URL names does not exist. */
export type RenderPage = (context: PageContext) => Promise<PageContent | undefined>;

export type PageHandler = (c: BrokerContext, next: () => Promise<void>) => Promise<Response | undefined>;

/**
 * A page as a route handler. Pages share their paths with the API: a request that does not accept HTML is passed on to the API's route.
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
