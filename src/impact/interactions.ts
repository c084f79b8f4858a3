import { nonJsonFormat } from './non-json-format.ts';
import { asObject, type PathRules, rulesOf } from './pact-rules.ts';

/** A part of an interaction, such as the response body: an example with its matching rules. */
export interface Part {
  /** `body`, `header`, `query`, `path`, `method`, `status` or `metadata`, prefixed with `request` or `response` if there are both. */
  readonly name: string;
  readonly kind: 'body' | 'header' | 'query' | 'path' | 'method' | 'status' | 'metadata';
  /** The side that sends it. */
  readonly writtenBy: 'consumer' | 'provider';
  readonly example: unknown;
  readonly rules: PathRules;
  /** The content type of a body that is not JSON: `application/xml`. Its matching rules do not refer to the example. */
  readonly format?: string;
}

/** One interaction of a pact, independent of its type and of the Pact specification. */
export interface PactInteraction {
  readonly description: string;
  readonly states: readonly { readonly name: string; readonly params: Readonly<Record<string, unknown>> }[];
  readonly kind: 'http' | 'message' | 'request and reply';
  readonly parts: readonly Part[];
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The interactions of a pact of specification 1 to 4: HTTP, asynchronous and synchronous messages. Entries that are not objects are
 * ignored.
 */
export function interactionsOf(pact: unknown): PactInteraction[] {
  return [...readInteractions(pact)];
}

/** Yields the interactions of a pact one at a time, parsed. */
export function* readInteractions(pact: unknown): Generator<PactInteraction, void> {
  const { interactions, messages } = asObject(pact);
  for (const entry of [...objectsIn(interactions), ...objectsIn(messages)])
    yield { description: String(entry.description ?? ''), states: parseStates(entry), ...parseParts(entry) };
}

function parseParts(entry: Json): Pick<PactInteraction, 'kind' | 'parts'> {
  if (entry.type === 'Synchronous/Messages') {
    const replies = objectsIn(entry.response);
    const replyName = (i: number) => (replies.length > 1 ? `response ${i + 1}` : 'response');
    const request = messageParts(asObject(entry.request), 'consumer', 'request');
    const response = replies.flatMap((reply, i) => messageParts(reply, 'provider', replyName(i)));
    return { kind: 'request and reply', parts: [...request, ...response] };
  }
  if ('contents' in entry || entry.type === 'Asynchronous/Messages')
    return { kind: 'message', parts: messageParts(entry, 'provider') };
  return {
    kind: 'http',
    parts: [
      ...httpParts(asObject(entry.request), 'consumer', 'request', ['method', 'path']),
      ...httpParts(asObject(entry.response), 'provider', 'response', ['status']),
    ],
  };
}

function messageParts(message: Json, writtenBy: Part['writtenBy'], prefix?: string): Part[] {
  const metadata = asObject(message.metadata ?? message.metaData);
  const body = createPart(message, writtenBy, prefix, 'body', unwrapContent(message.contents));
  return [
    ...withFormat(body, message.contents, metadata),
    ...(Object.keys(metadata).length > 0 ? createPart(message, writtenBy, prefix, 'metadata', metadata) : []),
  ];
}

/** @param singleValues the parts that only a request or only a response has */
function httpParts(
  http: Json,
  writtenBy: Part['writtenBy'],
  prefix: string,
  singleValues: readonly Part['kind'][],
): Part[] {
  const body = createPart(http, writtenBy, prefix, 'body', unwrapContent(http.body));
  return [
    ...singleValues.flatMap((kind) => createPart(http, writtenBy, prefix, kind, http[kind])),
    ...createPart(http, writtenBy, prefix, 'query', parseQuery(http.query)),
    ...createPart(http, writtenBy, prefix, 'header', http.headers),
    ...withFormat(body, http.body, asObject(http.headers)),
  ];
}

/** An empty list if the request, response or message does not have this part. */
function createPart(
  { matchingRules }: Json,
  writtenBy: Part['writtenBy'],
  prefix: string | undefined,
  kind: Part['kind'],
  example: unknown,
): Part[] {
  if (example === undefined) return [];
  return [{ name: prefix ? `${prefix} ${kind}` : kind, kind, writtenBy, example, rules: rulesOf(matchingRules, kind) }];
}

function withFormat(parts: Part[], body: unknown, headers: Json): Part[] {
  const format = nonJsonFormat(body, headers);
  return format === undefined ? parts : parts.map((part) => ({ ...part, format }));
}

/** Specification 4 wraps a body as `{ content, contentType, encoded }`. */
function unwrapContent(body: unknown): unknown {
  const wrapper = asObject(body);
  const isWrapped = 'contentType' in wrapper || 'encoded' in wrapper || Object.keys(wrapper).length === 1;
  return 'content' in wrapper && isWrapped ? wrapper.content : body;
}

/** Specification 2 writes a query as text: `a=1&b=2`. */
function parseQuery(query: unknown): unknown {
  if (typeof query !== 'string') return query;
  const pairs = new URLSearchParams(query);
  return Object.fromEntries([...new Set(pairs.keys())].map((name) => [name, pairs.getAll(name)]));
}

function parseStates({ providerStates, providerState }: Json): PactInteraction['states'] {
  if (typeof providerState === 'string') return [{ name: providerState, params: {} }];
  return objectsIn(providerStates).map(({ name, params }) => ({ name: String(name), params: asObject(params) }));
}

function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : [];
}
