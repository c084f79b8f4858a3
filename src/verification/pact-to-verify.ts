import { z } from 'zod';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { originOf } from '../pact/origin.ts';
import type { ProviderState } from '../provider/provider-under-test.ts';
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
  /** Why it cannot be verified here. */
  readonly problem?: string;
}

/** A pact to verify: its URL, its consumer and its interactions. */
export interface PactToVerify {
  readonly url: string;
  readonly consumer: string;
  readonly consumerVersions: readonly string[];
  /** Whether it may fail without failing the provider's build. */
  readonly pending: boolean;
  readonly notices: readonly Notice[];
  readonly interactions: readonly PactInteraction[];
  /** Lines of the consumer's code that read the messages, where the pact names them. */
  readonly readAt: readonly string[];
  /** Where the consumer's code uses the provider's API; undefined when the pact does not say it. */
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
});
type Entry = z.infer<typeof Entry>;

const Links = z.object({
  'pb:consumer-version': z.object({ name: z.string() }).optional(),
  'pb:consumer-versions': z.array(z.object({ name: z.string() })).optional(),
});

const Pact = z.object({
  consumer: z.object({ name: z.string() }),
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
  { pending = false, notices = [] as readonly Notice[] } = {},
): PactToVerify {
  const parsed = Pact.safeParse(json);
  if (!parsed.success) {
    throw new ContractError('PACT_UNREADABLE', `${withoutCredentials(url)}\n${z.prettifyError(parsed.error)}`);
  }
  const { consumer, interactions, messages, _links } = parsed.data;
  const versions =
    _links['pb:consumer-versions'] ?? [_links['pb:consumer-version']].filter((link) => link !== undefined);
  return {
    url,
    consumer: consumer.name,
    consumerVersions: versions.map(({ name }) => name),
    pending,
    notices,
    interactions: [
      ...interactions.map((entry) => toInteraction(entry, problemOf(entry))),
      ...messages.map(parseMessage),
    ],
    readAt: readAtOf(json as object),
    usage: usageMetadataOf(json as object),
  };
}

function readAtOf(pact: object): readonly string[] {
  const origin = originOf(pact);
  return origin?.code === 'python' ? (origin.locations ?? []) : [];
}

function parseMessage(entry: Entry): PactInteraction {
  return toInteraction(entry, entry.contents == null ? 'has no contents' : undefined);
}

function problemOf({ type = 'Synchronous/HTTP', contents }: Entry): string | undefined {
  if (type !== 'Asynchronous/Messages') return `is of type ${type}, not a message`;
  const { content } = (contents ?? {}) as { content?: unknown };
  return content == null ? 'has no contents' : undefined;
}

function toInteraction(entry: Entry, problem: string | undefined): PactInteraction {
  const { _id: id, description, pending, providerState } = entry;
  return {
    ...(id ? { id } : {}),
    description,
    states: entry.providerStates ?? (providerState ? [{ name: providerState, params: {} }] : []),
    pending,
    ...(problem ? { problem } : {}),
  };
}
