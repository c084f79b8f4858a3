import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { BrokerContext } from '../context.ts';
import { yieldIfBusy } from '../event-loop.ts';
import { gzipResponse } from './gzip.ts';
import { Layout } from './layout.tsx';
import { type PageContent, pageContext } from './page.ts';
import { refreshSeconds } from './parts/refresh.tsx';

/** Only the broker's own files, no inline scripts or styles, and no framing by other sites. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Renders a page inside the layout. */
export async function respondWithPage(
  c: BrokerContext,
  content: PageContent,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  await yieldIfBusy();
  const html = `<!doctype html>${await (<Layout context={pageContext(c)} content={content} />)}`;
  const seconds = content.isRefreshable ? refreshSeconds(c) : undefined;
  return gzipResponse(c, html, status, {
    ...(seconds && { refresh: String(seconds) }),
    'content-type': 'text/html;charset=utf-8',
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': 'same-origin',
    vary: 'Accept, Accept-Encoding',
  });
}
