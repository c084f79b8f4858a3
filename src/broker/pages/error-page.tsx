import { STATUS_CODES } from 'node:http';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { BrokerContext } from '../context.ts';
import { isForm } from '../http/form.ts';
import { HttpError } from '../http/http-error.ts';
import { respondWithPage } from './page-response.tsx';

/** Replaces the API's error response by a page. Only a GET or HEAD request, or a form, can come from a person. */
export async function respondWithErrorPage(c: BrokerContext, error: Error, response: Response): Promise<Response> {
  if (!['GET', 'HEAD'].includes(c.req.method) && !isForm(c)) return response;
  const title = titles[response.status] ?? STATUS_CODES[response.status] ?? 'Error';
  const body = (
    <>
      <h1>{title}</h1>
      {describeError(error, response.status).map((sentence) => (
        <p>{sentence}</p>
      ))}
    </>
  );
  return respondWithPage(c, { title, body }, response.status as ContentfulStatusCode);
}

/** Titles that say more than the standard reason phrase. */
const titles: Partial<Record<number, string>> = {
  400: 'Bad request',
  403: 'Refused',
  404: 'Not found',
  406: 'No page here',
  409: 'Not possible now',
  500: 'Internal server error',
  503: 'Database unavailable',
};

function describeError(error: Error, status: number): string[] {
  if (!(error instanceof HttpError))
    return [status === 503 ? 'Try again in a moment.' : "The cause is in the broker's log."];
  const { body } = error;
  if (body === undefined || typeof body === 'string') return body ? [body] : [];
  if ('error' in body) return [body.error];
  return Array.isArray(body.errors)
    ? body.errors
    : Object.entries(body.errors).map(([field, texts]) => `${field} ${texts.join(', ')}`);
}
