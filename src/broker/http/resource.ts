import type { z } from 'zod';
import type { BrokerApp, BrokerContext } from '../context.ts';
import { JsonLimitError } from '../pact-json/json.ts';
import { parsePlainJson } from '../pact-json/json-reader.ts';
import { retryOnConflict } from '../store/postgres/write-conflicts.ts';
import { withWritePermit } from '../store/postgres/write-limit.ts';
import { rejectInvalidNames } from './fields.ts';
import { HttpError, notFoundError, validationError, valueOrNotFound } from './http-error.ts';
import { type LimitedFields, rejectLongLists } from './list-limits.ts';
import { isAcceptable } from './negotiation.ts';
import { declareRoute, type RouteDeclaration } from './route-declaration.ts';
import { decodeUtf8, InvalidUtf8Error } from './utf8.ts';
import { fieldErrors } from './validation.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Answer = Response | Promise<Response>;

/** A method without a request body. */
type WithoutBody<Found> = (c: BrokerContext, found: Found) => Answer;

/** A method with a JSON body. A malformed body is rejected before the resource is looked up. */
export interface WithBody<Found, Body> {
  /** Accepted media types; others are answered with 415. */
  readonly consumes: readonly string[];
  readonly schema: z.ZodType<Body>;
  /** Replaces `JSON.parse` if numbers must keep their text; may be asynchronous. */
  readonly parse?: (text: string) => unknown;
  /** Whether the method creates the resource if it does not exist. */
  readonly creates?: boolean;
  /** Whether the method writes nothing, and therefore needs no transaction. */
  readonly readOnly?: boolean;
  /** The right that the method requires. Default: write. */
  readonly right?: 'read' | 'write';
  /** The limits of the lists in the body. */
  readonly limited?: LimitedFields;
  /** Whether the body carries pacts or a result; any other has a smaller limit. */
  readonly isLarge?: boolean;
  /** Whether the body may be missing; it then counts as `{}`. */
  readonly bodyOptional?: boolean;
  readonly run: (c: BrokerContext, body: Body, found: Found | undefined) => Answer;
}

export interface Resource<Found = unknown> {
  /** Looks up the resource. Undefined results in a 404; `find` may also throw another error. */
  readonly find?: (c: BrokerContext) => Promise<Found | undefined>;
  /** Calls `find` before the Accept header is checked, so that an invalid query is a 400 even if the answer's type is not acceptable. */
  readonly findBeforeNegotiation?: true;
  /** The error if `find` returns undefined. Default: the general 404. */
  readonly notFoundError?: (c: BrokerContext) => HttpError;
  /** The setting that makes reading public: see `RouteDeclaration`. */
  readonly publicAs?: RouteDeclaration['publicAs'];
  /** Media types of the answers. Default: HAL. */
  readonly produces?: readonly string[];
  readonly GET?: WithoutBody<Found>;
  readonly DELETE?: WithoutBody<Found>;
  // biome-ignore lint/suspicious/noExplicitAny: the body's type is bound to its schema by `withBody`
  readonly POST?: WithBody<Found, any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly PUT?: WithBody<Found, any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly PATCH?: WithBody<Found, any>;
}

export const jsonTypes = ['application/json', 'application/hal+json'] as const;
export const mergePatchTypes = ['application/merge-patch+json'] as const;
const halTypes = ['application/hal+json'] as const;

type BodyMethod<Found, Body> = Omit<WithBody<Found, Body>, 'run' | 'creates'>;
type Run<Found, Body> = (c: BrokerContext, body: Body, found: Found) => Answer;

/**
 * Binds a body's schema to its handler: `PUT: withBody({ consumes: jsonTypes, schema, creates: true }, (c, body, found) => …)`.
 * `found` may be undefined only if the method `creates`.
 */
export function withBody<Found, Body>(
  options: BodyMethod<Found, Body> & { readonly creates: true },
  run: Run<Found | undefined, Body>,
): WithBody<Found, Body>;
export function withBody<Found, Body>(options: BodyMethod<Found, Body>, run: Run<Found, Body>): WithBody<Found, Body>;
export function withBody<Found, Body>(options: BodyMethod<Found, Body>, run: Run<Found, Body>): WithBody<Found, Body> {
  return { ...options, run: run as WithBody<Found, Body>['run'] };
}

/**
 * Mounts a resource at a path. Decisions are made in the order that the official broker's clients rely on:
 * method (405) → malformed body (400) → Accept (406) → existence (404) → content type (415) → the handler.
 * For PUT and PATCH the content type (415) is checked before existence (404).
 */
export function mountResource<Found = unknown>(app: BrokerApp, path: string, spec: Resource<Found>): void {
  const allowed = Object.keys(spec).filter((key) => /^[A-Z]+$/.test(key));
  const handleRequest = async (c: BrokerContext) => {
    const method = (c.req.method === 'HEAD' ? 'GET' : c.req.method) as Method;
    const methods = [...allowed, 'OPTIONS'].join(', ');
    if (c.req.method === 'OPTIONS') return c.body(null, 200, { 'Access-Control-Allow-Methods': methods });
    const handler = spec[method];
    if (!handler) return c.body(null, 405, { Allow: methods });
    return prepareAnswer(c, spec, handler);
  };
  declareRoute(handleRequest, {
    readMethods: methodsWithOption(spec, ({ right }) => right === 'read'),
    largeBodyMethods: methodsWithOption(spec, ({ isLarge }) => isLarge === true),
    publicAs: spec.publicAs,
  });
  app.all(path, handleRequest);
}

function methodsWithOption<Found>(
  { POST, PUT, PATCH }: Resource<Found>,
  condition: (handler: WithBody<Found, unknown>) => boolean,
): string[] {
  return Object.entries({ POST, PUT, PATCH }).flatMap(([method, handler]) =>
    handler && condition(handler) ? method : [],
  );
}

async function prepareAnswer<Found>(
  c: BrokerContext,
  spec: Resource<Found>,
  handler: WithoutBody<Found> | WithBody<Found, unknown>,
): Promise<Response> {
  if (typeof handler === 'function') {
    const first = spec.findBeforeNegotiation && { found: await findResource(c, spec) };
    if (!isAcceptable(c, spec.produces ?? halTypes)) throw new HttpError(406);
    if (c.req.method === 'DELETE') return inTransaction(c, async () => handler(c, await findResource(c, spec)));
    return handler(c, first ? first.found : await findResource(c, spec));
  }
  const hasSupportedType = handler.consumes.includes(mediaType(c));
  const body = hasSupportedType ? await readBody(c, handler) : undefined;
  if (!isAcceptable(c, spec.produces ?? halTypes)) throw new HttpError(406);
  if (!hasSupportedType && c.req.method !== 'POST') throw new HttpError(415);
  if (handler.creates) rejectInvalidNames(c.req.param(), new URL(c.req.url).pathname);
  const run = async () => {
    const found = handler.creates ? await spec.find?.(c) : await findResource(c, spec);
    if (!hasSupportedType) throw new HttpError(415);
    return handler.run(c, body, found);
  };
  return handler.readOnly ? run() : inTransaction(c, run);
}

/** A write is one transaction, which is rolled back on an error. */
export function inTransaction<Result>(c: BrokerContext, run: () => Promise<Result>): Promise<Result> {
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

async function findResource<Found>(c: BrokerContext, spec: Resource<Found>): Promise<Found> {
  if (!spec.find) return undefined as Found;
  return valueOrNotFound(await spec.find(c), () => spec.notFoundError?.(c) ?? notFoundError());
}

async function readBody(c: BrokerContext, handler: WithBody<never, unknown>): Promise<unknown> {
  const text = (await decodeBody(await c.req.arrayBuffer())) || (handler.bodyOptional ? '{}' : '');
  const value = await parseJson(text, handler.parse ?? parsePlainJson);
  rejectLongLists(c, value, handler.limited ?? {});
  const parsed = await handler.schema.safeParseAsync(value, { reportInput: true });
  if (!parsed.success) throw validationError(fieldErrors(parsed.error));
  return parsed.data;
}

async function decodeBody(body: ArrayBuffer): Promise<string> {
  try {
    return await decodeUtf8(new Uint8Array(body));
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
    if (error instanceof JsonLimitError) throw new HttpError(400, { error: error.message });
    throw new HttpError(400, { error: `JSON is malformed - unexpected token at '${text.slice(0, 60)}'` });
  }
}

function mediaType(c: BrokerContext): string {
  return (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
