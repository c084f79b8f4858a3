/** Messages by field; nested fields are joined by dots, errors on the whole have the key ''. */
export type FieldErrors = Record<string, string[]>;

type Body = { error: string } | { errors: FieldErrors | string[] } | { notices: unknown[]; errors: FieldErrors };
export type ErrorStatus = 400 | 401 | 403 | 404 | 406 | 409 | 413 | 414 | 415 | 422 | 501;

/** An answer other than success, thrown from wherever it is found out; without a body it is sent empty. */
export class HttpError extends Error {
  readonly status: ErrorStatus;
  readonly body: Body | string | undefined;
  readonly contentType: string;

  constructor(status: ErrorStatus, body?: Body | string, contentType = 'application/hal+json;charset=utf-8') {
    super(typeof body === 'string' ? body : JSON.stringify(body ?? status));
    this.status = status;
    this.body = body;
    this.contentType = contentType;
  }
}

const json = 'application/json;charset=utf-8';

/** What the official broker answers for anything that is simply not there. */
export const notFoundError = (): HttpError =>
  new HttpError(404, { error: 'The requested document was not found on this server.' }, json);

/** A pacticipant named in the URL is not there. */
export const pacticipantNotFound = (role: 'pacticipant' | 'consumer' | 'provider', name: string): HttpError =>
  new HttpError(404, { error: `No ${role} with name '${name}' found` });

export const validationError = (errors: FieldErrors | string[]): HttpError => new HttpError(400, { errors });

/** Understood, but not to be done. */
export const unprocessableError = (errors: FieldErrors): HttpError => new HttpError(422, { errors });
