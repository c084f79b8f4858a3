import type { z } from 'zod';
import type { BrokerApp, BrokerContext } from '../context.ts';
import { JsonTooDeepError } from '../pact-json/json.ts';
import { parsePlainJson } from '../pact-json/json-reader.ts';
import { retryOnConflict } from '../store/postgres/write-conflicts.ts';
import { withWritePermit } from '../store/postgres/write-limit.ts';
import { rejectLongNames } from './fields.ts';
import { HttpError, notFoundError, validationError } from './http-error.ts';
import { isAcceptable } from './negotiation.ts';
import { decodeUtf8, InvalidUtf8Error } from './utf8.ts';
import { fieldErrors } from './validation.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Answer = Response | Promise<Response>;

/** A method without a body of its own. */
type Plain<Found> = (c: BrokerContext, found: Found) => Answer;

/** A method with a JSON body, refused before anything is looked up when it is malformed. */
export interface WithBody<Found, Body> {
  /** Media types taken; others get 415. */
  readonly consumes: readonly string[];
  readonly schema: z.ZodType<Body>;
  /** Gives the parsed JSON in place of `JSON.parse`, where numbers must keep their text; it may give way to others. */
  readonly parse?: (text: string) => unknown;
  /** May be called for something that is not there yet. */
  readonly creates?: boolean;
  /** Only asks, though it has a body: it needs no transaction. */
  readonly readOnly?: boolean;
  /** May come without a body, which then counts as `{}`. */
  readonly bodyOptional?: boolean;
  readonly run: (c: BrokerContext, body: Body, found: Found | undefined) => Answer;
}

export interface Resource<Found = unknown> {
  /** Looks up what the URL names; nothing is a 404. It may throw a 404 with words of its own. */
  readonly find?: (c: BrokerContext) => Promise<Found | undefined>;
  /** What is asked is looked at before in what form it is wanted: a wrong question is told as such. */
  readonly findBeforeNegotiation?: true;
  /** The 404 when `find` finds nothing, where it has words of its own. */
  readonly notFoundError?: (c: BrokerContext) => HttpError;
  /** Media types of the answers; HAL if not said. */
  readonly produces?: readonly string[];
  readonly GET?: Plain<Found>;
  readonly DELETE?: Plain<Found>;
  // biome-ignore lint/suspicious/noExplicitAny: the body's type is bound to its schema by `takes`
  readonly POST?: WithBody<Found, any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly PUT?: WithBody<Found, any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly PATCH?: WithBody<Found, any>;
}

export const jsonTypes = ['application/json', 'application/hal+json'] as const;
export const mergePatchTypes = ['application/merge-patch+json'] as const;
const halTypes = ['application/hal+json'] as const;

type Takes<Found, Body> = Omit<WithBody<Found, Body>, 'run' | 'creates'>;
type Run<Found, Body> = (c: BrokerContext, body: Body, found: Found) => Answer;

/**
 * Binds a body's schema to its handler: `PUT: takes({ consumes: jsonTypes, schema, creates: true }, (c, body, found) => …)`.
 * Only where it `creates` may `found` be missing.
 */
export function withBody<Found, Body>(
  how: Takes<Found, Body> & { readonly creates: true },
  run: Run<Found | undefined, Body>,
): WithBody<Found, Body>;
export function withBody<Found, Body>(how: Takes<Found, Body>, run: Run<Found, Body>): WithBody<Found, Body>;
export function withBody<Found, Body>(how: Takes<Found, Body>, run: Run<Found, Body>): WithBody<Found, Body> {
  return { ...how, run: run as WithBody<Found, Body>['run'] };
}

/**
 * Mounts a resource at a path, with the order of decisions that the official broker's clients rely on:
 * method (405) → malformed body (400) → Accept (406) → existence (404) → content type (415) → the handler; of what is put or patched
 * the content type is looked at before its existence.
 */
export function mountResource<Found = unknown>(app: BrokerApp, path: string, spec: Resource<Found>): void {
  const allowed = Object.keys(spec).filter((key) => /^[A-Z]+$/.test(key));
  app.all(path, async (c) => {
    const method = (c.req.method === 'HEAD' ? 'GET' : c.req.method) as Method;
    const methods = [...allowed, 'OPTIONS'].join(', ');
    if (c.req.method === 'OPTIONS') return c.body(null, 200, { 'Access-Control-Allow-Methods': methods });
    const handler = spec[method];
    if (!handler) return c.body(null, 405, { Allow: methods });
    return decide(c, spec, handler);
  });
}

async function decide<Found>(
  c: BrokerContext,
  spec: Resource<Found>,
  handler: Plain<Found> | WithBody<Found, unknown>,
): Promise<Response> {
  if (typeof handler === 'function') {
    const first = spec.findBeforeNegotiation && { found: await locate(c, spec) };
    if (!isAcceptable(c, spec.produces ?? halTypes)) throw new HttpError(406);
    if (c.req.method === 'DELETE') return inTransaction(c, async () => handler(c, await locate(c, spec)));
    return handler(c, first ? first.found : await locate(c, spec));
  }
  const typed = handler.consumes.includes(mediaType(c));
  const body = typed ? await readBody(c, handler) : undefined;
  if (!isAcceptable(c, spec.produces ?? halTypes)) throw new HttpError(406);
  if (!typed && c.req.method !== 'POST') throw new HttpError(415);
  if (handler.creates) rejectLongNames(c.req.param());
  const run = async () => {
    const found = handler.creates ? await spec.find?.(c) : await locate(c, spec);
    if (!typed) throw new HttpError(415);
    return handler.run(c, body, found);
  };
  return handler.readOnly ? run() : inTransaction(c, run);
}

/** Everything a write does is one transaction: an error leaves nothing behind. */
function inTransaction(c: BrokerContext, run: () => Promise<Response>): Promise<Response> {
  const outer = c.var.db;
  const attempt = () =>
    withWritePermit(outer, () =>
      outer.transaction().execute((transaction) => {
        c.set('db', transaction);
        return run();
      }),
    );
  return retryOnConflict(attempt).finally(() => c.set('db', outer));
}

async function locate<Found>(c: BrokerContext, spec: Resource<Found>): Promise<Found> {
  if (!spec.find) return undefined as Found;
  const found = await spec.find(c);
  if (found === undefined) throw spec.notFoundError?.(c) ?? notFoundError();
  return found;
}

async function readBody(c: BrokerContext, handler: WithBody<never, unknown>): Promise<unknown> {
  const text = decode(await c.req.arrayBuffer()) || (handler.bodyOptional ? '{}' : '');
  const value = await parseJson(text, handler.parse ?? parsePlainJson);
  const parsed = await handler.schema.safeParseAsync(value, { reportInput: true });
  if (!parsed.success) throw validationError(fieldErrors(parsed.error));
  return parsed.data;
}

function decode(body: ArrayBuffer): string {
  try {
    return decodeUtf8(new Uint8Array(body));
  } catch (error) {
    if (!(error instanceof InvalidUtf8Error)) throw error;
    const { charNumber, fragment } = error;
    const where = `Fragment preceding invalid character is: '${fragment}'`;
    const what = `Request body has a non UTF-8 character at char ${charNumber} and cannot be parsed as JSON.`;
    throw new HttpError(400, { error: `${what} ${where}` });
  }
}

async function parseJson(text: string, parse: (text: string) => unknown): Promise<unknown> {
  try {
    return await parse(text);
  } catch (error) {
    if (error instanceof JsonTooDeepError) throw new HttpError(400, { error: error.message });
    throw new HttpError(400, { error: `JSON is malformed - unexpected token at '${text.slice(0, 60)}'` });
  }
}

function mediaType(c: BrokerContext): string {
  return (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
