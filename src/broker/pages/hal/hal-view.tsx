import { raw } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { shellQuote } from '../../../text/command.ts';
import type { BrokerContext } from '../../context.ts';
import { pageContext } from '../page.ts';
import { respondWithPage } from '../page-response.tsx';
import { Command } from '../parts/command.tsx';
import { prettyJson } from './pretty-json.ts';

/** A longer answer is sent as it is: indenting it would block other requests. */
const MAX_CHARS = 500_000;

/** The API's answer as a page: indented, with links to follow and the request to repeat it. Undefined if it is too long. */
export async function halView(c: BrokerContext, answer: Response): Promise<Response | undefined> {
  const json = await answer.clone().text();
  if (json.length > MAX_CHARS) return undefined;
  const { urls } = pageContext(c);
  const { base } = c.var.urls;
  const path = resourcePath(c);
  const body = (
    <>
      <h1>{`HAL of ${decodeForDisplay(path)}`}</h1>
      <Command text={`curl -H 'Accept: application/hal+json' ${shellQuote(base + path)}`} />
      <p>
        {`${describeAnswer(answer)} `}
        <a href={urls.base + path}>As a page</a>, <a href={`${urls.base}/doc`}>Relations</a>
      </p>
      {json !== '' && (
        <pre class="log" tabindex={0}>
          {raw(prettyJson(json, base, urls))}
        </pre>
      )}
    </>
  );
  return respondWithPage(c, { title: `HAL of ${path}`, body, hal: path }, answer.status as ContentfulStatusCode);
}

function describeAnswer({ status, headers }: Response): string {
  const allowed = headers.get('allow');
  if (allowed !== null) return `${status}: this resource does not support GET. Its methods: ${allowed}.`;
  return `${status}, ${headers.get('content-type')?.split(';')[0]}.`;
}

/** The requested path and query, without `as=hal`. */
function resourcePath(c: BrokerContext): string {
  const { pathname, search } = new URL(c.req.url);
  const query = search
    .slice(1)
    .split('&')
    .filter((one) => one !== 'as=hal' && one !== '');
  return pathname + (query.length > 0 ? `?${query.join('&')}` : '');
}

function decodeForDisplay(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
