import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { BrokerContext } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { respondWithPage } from './page-response.tsx';

/** A refusal of the API as a page, for whoever asked for one; for all others it stays as it is. */
export async function respondWithErrorPage(c: BrokerContext, error: Error, refusal: Response): Promise<Response> {
  if (!['GET', 'HEAD'].includes(c.req.method)) return refusal;
  const title = titles[refusal.status] ?? 'This went wrong';
  const body = (
    <>
      <h1>{title}</h1>
      {sentences(error, refusal.status).map((sentence) => (
        <p>{sentence}</p>
      ))}
    </>
  );
  return respondWithPage(c, { title, body }, refusal.status as ContentfulStatusCode);
}

const titles: Partial<Record<number, string>> = {
  400: 'This question does not add up',
  404: 'Nothing is here',
  503: 'The database is not available',
};

function sentences(error: Error, status: number): string[] {
  if (!(error instanceof HttpError))
    return [status === 503 ? 'Please try again in a moment.' : 'What happened stands in the log of the broker.'];
  const { body } = error;
  if (body === undefined || typeof body === 'string') return body ? [body] : [];
  if ('error' in body) return [body.error];
  return Array.isArray(body.errors)
    ? body.errors
    : Object.entries(body.errors).map(([field, texts]) => `${field} ${texts.join(', ')}`);
}
