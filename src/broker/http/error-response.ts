import { randomBytes } from 'node:crypto';
import type { BrokerContext } from '../context.ts';
import { CommitUnknownError, isUnavailable } from '../store/database-errors.ts';
import { CLIENT_GONE, ClientGoneError } from './client-gone.ts';
import { type FieldErrors, HttpError } from './http-error.ts';
import { wantsProblem } from './negotiation.ts';

/** Converts an error into the answer of the official broker. Unexpected errors are logged with a reference. */
export function answerError(error: Error, c: BrokerContext, log: (line: string) => void): Response {
  if (error instanceof HttpError)
    return wantsProblem(c) && !isPublishingError(error) ? problemResponse(c, error) : plainResponse(c, error);
  if (error instanceof ClientGoneError) {
    log(`${error.message}: ${c.req.method} ${c.req.path}`);
    return c.body(null, CLIENT_GONE as 400);
  }
  if (isUnavailable(error)) return unavailableResponse(c, error, log);
  const reference = logWithReference(c, error, log);
  const message = `An error has occurred. The details have been logged with the reference ${reference}`;
  if (!wantsProblem(c)) return jsonResponse(c, 500, hal, { error: { message, reference } });
  return jsonResponse(c, 500, problemType, {
    title: 'Server error',
    type: `${c.var.urls.base}/problems/server-error`,
    detail: message,
    status: 500,
  });
}

/** Errors of publishing have the same format for every Accept header. */
function isPublishingError({ body }: HttpError): boolean {
  return typeof body === 'string' || (body !== undefined && 'notices' in body);
}

/** The database is full, read-only, busy or unreachable. Nothing was written, unless the connection was lost during the commit. */
function unavailableResponse(c: BrokerContext, error: Error, log: (line: string) => void): Response {
  log(`unavailable ${c.req.method} ${c.req.path}: ${error.message}`);
  const outcome =
    error instanceof CommitUnknownError ? 'Whether anything was changed is not known' : 'Nothing was changed';
  const body = { error: { message: `The database is not available at the moment. ${outcome}; please try again.` } };
  return c.body(JSON.stringify(body), 503, { 'content-type': hal, 'retry-after': '1' });
}

const hal = 'application/hal+json;charset=utf-8';
const problemType = 'application/problem+json;charset=utf-8';

function plainResponse(c: BrokerContext, { status, body, contentType }: HttpError): Response {
  if (body === undefined) return c.body(null, status);
  if (typeof body === 'string') return c.body(body, status, { 'content-type': contentType });
  return jsonResponse(c, status, contentType, body);
}

function problemResponse(c: BrokerContext, { status, body, contentType }: HttpError): Response {
  if (body === undefined) return c.body(null, status);
  const base = c.var.urls.base;
  if (typeof body === 'string' || 'error' in body) {
    const detail = typeof body === 'string' ? body : body.error;
    const isHalNotFound = status === 404 && contentType === hal;
    return jsonResponse(c, status, problemType, {
      title: isHalNotFound ? 'Not found' : titles[status],
      type: `${status === 404 && !isHalNotFound ? '' : base}/problem/${slugs[status]}`,
      detail,
      status,
    });
  }
  return jsonResponse(c, status, problemType, {
    title: 'Validation errors',
    type: `${base}/problems/validation-error`,
    status,
    instance: '/',
    errors: Array.isArray(body.errors) ? listProblems(base, body.errors) : fieldProblems(base, body.errors),
  });
}

const titles: Partial<Record<number, string>> = {
  400: 'Bad Request',
  404: '404 Not Found',
  409: 'Conflict',
  422: 'Unprocessable',
};
const slugs: Partial<Record<number, string>> = {
  400: 'bad-request',
  404: 'not-found',
  409: 'conflict',
  422: 'unprocessable',
};

function listProblems(base: string, texts: string[]): unknown[] {
  return texts.map((detail) => ({
    type: `${base}/problems/invalid-body-property-value`,
    title: invalidParameter,
    detail,
  }));
}

const invalidParameter = 'Invalid body parameter';

function fieldProblems(base: string, errors: FieldErrors): unknown[] {
  return Object.entries(errors).flatMap(([field, texts]) => texts.map((text) => fieldProblem(base, field, text)));
}

function fieldProblem(base: string, field: string, text: string): unknown {
  const [, detail = text, at] = /^(.*) \(at index (\d+)\)$/s.exec(text) ?? [];
  const kind = detail === 'is missing' ? 'missing-body-property' : 'invalid-body-property-value';
  const pointer = `/${field.replaceAll('.', '/')}${at === undefined ? '' : `/${at}`}`;
  return { type: `${base}/problems/${kind}`, title: invalidParameter, detail, pointer };
}

function jsonResponse(c: BrokerContext, status: number, contentType: string, body: unknown): Response {
  return c.body(JSON.stringify(body), status as 400, { 'content-type': contentType });
}

/** Logs an unexpected error and returns a reference to the log entry. The client receives only the reference. */
export function logWithReference(c: BrokerContext, error: Error, log: (line: string) => void): string {
  const reference = randomBytes(8).toString('base64url').slice(0, 10);
  log(`error ${reference} ${c.req.method} ${c.req.path}: ${error.stack ?? error.message}`);
  return reference;
}
