import { z } from 'zod';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { originOf } from '../pact/origin.ts';
import type { HttpProvider, ProviderState } from '../provider/provider-under-test.ts';
import { type UsageMetadata, usageMetadataOf } from '../usage/pact.ts';

/** A notice of the broker about a pact, and the event at which it is printed. */
export interface Notice {
  readonly when: string;
  readonly text: string;
}

/** One interaction of a pact. */
export interface PactInteraction {
  /** The broker's id: equal for equal content. A pact file has none. */
  readonly id?: string;
  readonly description: string;
  readonly states: readonly ProviderState[];
  /** Set by the consumer: the interaction may fail. */
  readonly pending: boolean;
  /** It is a message, which the verifier requests from the provider. HTTP and synchronous interactions are not. */
  readonly isMessage: boolean;
  readonly isHttp?: true;
  /** Method and path of its request, such as `GET /orders/7`, where the pact has them. */
  readonly request?: string;
  /** The reason why it cannot be requested from the provider. It always fails, independent of the official verifier's result. */
  readonly problem?: string;
  /** The content type in the message's metadata, spelled as in the pact (`contentType`, `Content-Type`). */
  readonly contentType: Readonly<Record<string, string>>;
}

/** A pact to verify: its URL, its consumer and its interactions. */
export interface PactToVerify {
  readonly url: string;
  readonly consumer: string;
  readonly consumerVersions: readonly string[];
  /** Whether it may fail without failing the provider's build. */
  readonly pending: boolean;
  readonly notices: readonly Notice[];
  /** Where the broker accepts results; a pact file has none. */
  readonly resultsUrl?: string | undefined;
  readonly interactions: readonly PactInteraction[];
  /** Lines of the consumer's code that read the messages, where the pact names them. */
  readonly readAt: readonly string[];
  /** Where the consumer's code uses the provider's API; undefined when the pact does not contain it. */
  readonly usage?: UsageMetadata | undefined;
}

const State = z.object({ name: z.string(), params: z.record(z.string(), z.unknown()).default({}) });

const Entry = z.object({
  _id: z.string().optional(),
  type: z.string().optional(),
  description: z.string(),
  pending: z.boolean().default(false),
  providerStates: z.array(State).optional(),
  providerState: z.string().nullish(),
  contents: z.unknown().optional(),
  request: z.unknown().optional(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  metaData: z.record(z.string(), z.unknown()).nullish(),
});
type Entry = z.infer<typeof Entry>;

const Links = z.object({
  'pb:consumer-version': z.object({ name: z.string() }).optional(),
  'pb:publish-verification-results': z.object({ href: z.string() }).optional(),
  'pb:consumer-versions': z.array(z.object({ name: z.string() })).optional(),
});

const Pact = z.object({
  consumer: z.object({ name: z.string() }),
  provider: z.object({ name: z.string() }).optional(),
  interactions: z.array(Entry).default([]),
  messages: z.array(Entry).default([]),
  _links: Links.default({}),
});

/**
 * Parses a pact of specification 3 (messages) or 4 (typed interactions).
 * @throws ContractError PACT_UNREADABLE
 */
export function parsePact(
  url: string,
  json: unknown,
  {
    pending = false,
    notices = [],
    provider: expected,
  }: { pending?: boolean; notices?: readonly Notice[]; provider?: string | undefined } = {},
): PactToVerify {
  const parsed = Pact.safeParse(json);
  if (!parsed.success) {
    throw new ContractError('PACT_UNREADABLE', `${withoutCredentials(url)}\n${z.prettifyError(parsed.error)}`);
  }
  const { consumer, provider, interactions, messages, _links } = parsed.data;
  if (expected !== undefined && provider && provider.name !== expected) {
    const problem = `is a pact with the provider "${provider.name}", not "${expected}"`;
    throw new ContractError('PACT_UNREADABLE', `${withoutCredentials(url)} ${problem}`);
  }
  const versions =
    _links['pb:consumer-versions'] ?? [_links['pb:consumer-version']].filter((link) => link !== undefined);
  return {
    url,
    consumer: consumer.name,
    consumerVersions: versions.map(({ name }) => name),
    pending,
    notices,
    resultsUrl: _links['pb:publish-verification-results']?.href,
    interactions: [...interactions.map(toInteraction), ...messages.map(parseMessage)],
    readAt: readAtOf(json as object),
    usage: usageMetadataOf(json as object),
  };
}

/** The pact for a provider with an HTTP API: its HTTP interactions are verified, unless one of their states has no handler. */
export function withHttp(pact: PactToVerify, http: HttpProvider | undefined): PactToVerify {
  if (!http) return pact;
  const interactions = pact.interactions.map((interaction) => {
    if (!interaction.isHttp) return interaction;
    const { problem: _, ...rest } = interaction;
    const problem = http.problemOf(rest.states);
    return problem ? { ...rest, problem } : rest;
  });
  return { ...pact, interactions };
}

function readAtOf(pact: object): readonly string[] {
  const origin = originOf(pact);
  return origin?.code === 'python' ? (origin.locations ?? []) : [];
}

const MESSAGE_TYPE = 'Asynchronous/Messages';
const HTTP_TYPE = 'Synchronous/HTTP';

/** Of specification 3. */
function parseMessage(entry: Entry): PactInteraction {
  return toInteraction({ ...entry, type: MESSAGE_TYPE, contents: { content: entry.contents } });
}

function problemOf(type: string, contents: Contents): string | undefined {
  if (type !== MESSAGE_TYPE) return `it is of type ${type}, and only messages are requested from the provider`;
  return contents.content == null ? 'it has no contents' : undefined;
}

interface Contents {
  readonly content?: unknown;
  readonly contentType?: unknown;
}

function toInteraction(entry: Entry): PactInteraction {
  const { _id: id, type = HTTP_TYPE, description, pending, providerState } = entry;
  const contents = (entry.contents ?? {}) as Contents;
  const problem = problemOf(type, contents);
  return {
    ...(id ? { id } : {}),
    description,
    states: entry.providerStates ?? (providerState ? [{ name: providerState, params: {} }] : []),
    pending,
    isMessage: type === MESSAGE_TYPE,
    ...(type === HTTP_TYPE && { isHttp: true as const, ...requestOf(entry) }),
    ...(problem ? { problem } : {}),
    contentType: jsonContentType(contents, entry.metadata ?? entry.metaData ?? {}),
  };
}

function requestOf({ request }: Entry): Pick<PactInteraction, 'request'> {
  const parsed = z.object({ method: z.string(), path: z.string() }).safeParse(request);
  return parsed.success ? { request: `${parsed.data.method.toUpperCase()} ${parsed.data.path}` } : {};
}

/** `application/json` with or without its only encoding. */
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i;

function jsonContentType({ contentType }: Contents, metadata: object): Record<string, string> {
  const named = Object.entries(metadata).filter(([key]) => /^content-?type$/i.test(key));
  const all = [['contentType', contentType], ...named].filter(([, value]) => JSON_TYPE.test(String(value)));
  return { contentType: 'application/json', ...Object.fromEntries(all) };
}
