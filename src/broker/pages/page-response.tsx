import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { BrokerContext } from '../context.ts';
import { gzipResponse } from './gzip.ts';
import { Layout } from './layout.tsx';
import { type PageContent, pageContext } from './page.ts';

/** Nothing from elsewhere, nothing inline, in nobody's frame. */
const policy = [
  "default-src 'none'",
  ...["style-src 'self'", "script-src 'self'", "img-src 'self'"],
  ...["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"],
].join('; ');

/** Answers with a page, zipped where the browser takes that. */
export async function respondWithPage(
  c: BrokerContext,
  shown: PageContent,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const html = `<!doctype html>${await (<Layout context={pageContext(c)} shown={shown} />)}`;
  return gzipResponse(c, html, status, {
    'content-type': 'text/html;charset=utf-8',
    'content-security-policy': policy,
    'referrer-policy': 'same-origin',
    vary: 'Accept, Accept-Encoding',
  });
}
