import { bodyFormatOf } from './body-format.ts';
import { asObject, type PathRules, rulesOf } from './pact-rules.ts';

/** A part of an interaction: what one side writes there, as an example with its rules. */
export interface Part {
  /** `body`, `header`, `query`, `path`, `method`, `status` or `metadata`, after `request` or `response` where there are both. */
  readonly name: string;
  readonly kind: 'body' | 'header' | 'query' | 'path' | 'method' | 'status' | 'metadata';
  /** Who writes it. */
  readonly by: 'consumer' | 'provider';
  readonly example: unknown;
  readonly rules: PathRules;
  /** What a body is that is no JSON, so that its rules, if any, speak of something else than the example: `application/xml`. */
  readonly format?: string;
}

/** One interaction of a pact, whatever its kind and specification. */
export interface PactInteraction {
  readonly description: string;
  readonly states: readonly { readonly name: string; readonly params: Readonly<Record<string, unknown>> }[];
  readonly kind: 'http' | 'message' | 'request and reply';
  readonly parts: readonly Part[];
}

type Json = Readonly<Record<string, unknown>>;

/** The interactions of a pact of specification 1 to 4: HTTP, asynchronous and synchronous messages. What is none is left out. */
export function interactionsOf(pact: unknown): PactInteraction[] {
  const { interactions, messages } = asObject(pact);
  return [...list(interactions), ...list(messages)].map((entry) => ({
    description: String(entry.description ?? ''),
    states: statesOf(entry),
    ...partsOf(entry),
  }));
}

function partsOf(entry: Json): Pick<PactInteraction, 'kind' | 'parts'> {
  if (entry.type === 'Synchronous/Messages') {
    const replies = list(entry.response);
    const name = (at: number) => (replies.length > 1 ? `response ${at + 1}` : 'response');
    const parts = replies.flatMap((reply, at) => messageParts(reply, 'provider', name(at)));
    return {
      kind: 'request and reply',
      parts: [...messageParts(asObject(entry.request), 'consumer', 'request'), ...parts],
    };
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

function messageParts(message: Json, by: Part['by'], side?: string): Part[] {
  const metadata = asObject(message.metadata ?? message.metaData);
  return [
    ...body(part(message, by, side, 'body', contentOf(message.contents)), message.contents, metadata),
    ...(Object.keys(metadata).length > 0 ? part(message, by, side, 'metadata', metadata) : []),
  ];
}

function httpParts(side: Json, by: Part['by'], name: string, own: readonly Part['kind'][]): Part[] {
  const alone = own.flatMap((kind) => part(side, by, name, kind, side[kind]));
  return [
    ...alone,
    ...part(side, by, name, 'query', queryOf(side.query)),
    ...part(side, by, name, 'header', side.headers),
    ...body(part(side, by, name, 'body', contentOf(side.body)), side.body, asObject(side.headers)),
  ];
}

function part(from: Json, by: Part['by'], side: string | undefined, kind: Part['kind'], example: unknown): Part[] {
  if (example === undefined) return [];
  return [{ name: side ? `${side} ${kind}` : kind, kind, by, example, rules: rulesOf(from.matchingRules, kind) }];
}

function body(parts: Part[], written: unknown, headers: Json): Part[] {
  const format = bodyFormatOf(written, headers);
  return format === undefined ? parts : parts.map((one) => ({ ...one, format }));
}

/** Specification 4 wraps a content; a coded one stays as it is, for nothing in it has a path. */
function contentOf(body: unknown): unknown {
  const wrapped = asObject(body);
  return 'content' in wrapped && ('contentType' in wrapped || 'encoded' in wrapped || Object.keys(wrapped).length === 1)
    ? wrapped.content
    : body;
}

/** `a=1&b=2` was how specification 2 wrote it. */
function queryOf(query: unknown): unknown {
  if (typeof query !== 'string') return query;
  const pairs = new URLSearchParams(query);
  return Object.fromEntries([...new Set(pairs.keys())].map((name) => [name, pairs.getAll(name)]));
}

function statesOf({ providerStates, providerState }: Json): PactInteraction['states'] {
  if (typeof providerState === 'string') return [{ name: providerState, params: {} }];
  return list(providerStates).map(({ name, params }) => ({ name: String(name), params: asObject(params) }));
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}
