import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { BrokerContext } from '../http/resource.ts';
import { Layout } from './layout.tsx';
import { pageContext, type Shown } from './page.ts';
import { zipped } from './zipped.ts';

/** Nothing from elsewhere, nothing inline, in nobody's frame. */
const policy = [
  "default-src 'none'",
  ...["style-src 'self'", "script-src 'self'", "img-src 'self'"],
  ...["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"],
].join('; ');

/** Answers with a page, zipped where the browser takes that. */
export async function answerPage(
  c: BrokerContext,
  shown: Shown,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const html = `<!doctype html>${await (<Layout context={pageContext(c)} shown={shown} />)}`;
  return zipped(c, html, status, {
    'content-type': 'text/html;charset=utf-8',
    'content-security-policy': policy,
    'referrer-policy': 'same-origin',
    vary: 'Accept, Accept-Encoding',
  });
}
