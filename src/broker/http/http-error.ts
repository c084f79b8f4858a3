/** Error messages by field. The names of nested fields are joined by dots; an error that concerns no single field has the key ''. */
export type FieldErrors = Record<string, string[]>;

type Body = { error: string } | { errors: FieldErrors | string[] } | { notices: unknown[]; errors: FieldErrors };
export type ErrorStatus = 400 | 401 | 403 | 404 | 406 | 409 | 413 | 414 | 415 | 422 | 501;

/** An error that is sent as an HTTP response. Without `body` the response is empty. */
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

/** The official broker's 404 for a resource that does not exist. */
export const notFoundError = (): HttpError =>
  new HttpError(404, { error: 'The requested document was not found on this server.' }, json);

/** The official broker's 404 for a pacticipant in the URL that does not exist. */
export const pacticipantNotFound = (role: 'pacticipant' | 'consumer' | 'provider', name: string): HttpError =>
  new HttpError(404, { error: `No ${role} with name '${name}' found` });

/** Returns the value; if it is undefined, throws a 404. */
export function valueOrNotFound<Value>(value: Value | undefined, error: () => HttpError = notFoundError): Value {
  if (value === undefined) throw error();
  return value;
}

export const validationError = (errors: FieldErrors | string[]): HttpError => new HttpError(400, { errors });

/** A 422: the request is valid, but cannot be carried out. */
export const unprocessableError = (errors: FieldErrors): HttpError => new HttpError(422, { errors });
