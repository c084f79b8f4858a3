/**
 * The parts of the store's messages on core's event buses that the pipeline relies on. Each bus has its own format: Redis carries
 * the JSON text of an envelope, the in-memory bus an envelope object whose payload is passed on unchanged.
 */
import { z } from 'zod';
import { BackpressureLevel } from '../contracts/backpressure-level.ts';
import { FeedbackEvent, feedbackEventExample } from '../contracts/feedback-event.ts';

/** The provider, by its name in the Pact Broker. */
export const wireProvider = 'market-data-store';

/** The store's state before it publishes (a provider state of Pact). */
export const wireStates = {
  /** The queue signals `params.level`, and the message travels on `params.bus`. */
  signal: "the store's queue signals a backpressure level",
  /** `params` are the fields of core's FeedbackEvent. */
  feedbackBus: "core's FeedbackEvent is published on the store's feedback bus",
} as const;

export type EventBus = 'redis' | 'memory';

/** The stream or topic of the messages, in core's default namespace. */
const streams: Readonly<Record<EventBus, string>> = {
  redis: 'mdp:mdp.telemetry.feedback',
  memory: 'mdp.telemetry.feedback',
};

/** One message on a bus. Fields in `pinned` must equal the example; the others only match its type. */
export interface WireInteraction {
  readonly description: string;
  /** The published message, for people. */
  readonly message: 'RedisMessage' | 'InMemoryMessage' | 'FeedbackEvent';
  readonly state: { readonly name: string; readonly params: Readonly<Record<string, string | number>> };
  readonly schema: z.ZodObject;
  readonly example: Readonly<Record<string, unknown>>;
  readonly pinned: readonly string[];
  /** Metadata of the message in the pact, other than the content type. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** `source` has a default in core's class: a message may omit it. */
const Payload = FeedbackEvent.omit({ source: true });
const { source: _, ...payloadExample } = feedbackEventExample;

const RedisMessage = z.object({
  /** Unix epoch, seconds. */
  ts: z.number(),
  meta: z.object({ schema_id: z.string(), track: z.enum(['v1', 'v2']) }),
  payload: Payload,
});
const InMemoryMessage = z.object({ payload: Payload });

/** Core's Redis subscriber recognizes a FeedbackEvent only by this id. */
const meta = { schema_id: 'telemetry.FeedbackEvent', track: 'v1' };

const onRedis = BackpressureLevel.options.map(
  (level): WireInteraction => ({
    description: `a FeedbackEvent with level ${level} on the Redis bus`,
    message: 'RedisMessage',
    state: { name: wireStates.signal, params: { bus: 'redis', level } },
    schema: RedisMessage,
    example: { ts: feedbackEventExample.ts, meta, payload: { ...payloadExample, level } },
    pinned: ['meta.schema_id', 'payload.level'],
    metadata: { stream: streams.redis },
  }),
);

const inMemory = BackpressureLevel.options.map(
  (level): WireInteraction => ({
    description: `a FeedbackEvent with level ${level} on the in-memory bus`,
    message: 'InMemoryMessage',
    state: { name: wireStates.signal, params: { bus: 'memory', level } },
    schema: InMemoryMessage,
    example: { payload: { ...payloadExample, level } },
    pinned: ['payload.level'],
    metadata: { stream: streams.memory },
  }),
);

/** If store and pipeline are installed together, the pipeline uses the store's feedback bus. */
const onFeedbackBus: WireInteraction = {
  description: "core's FeedbackEvent on the store's feedback bus",
  message: 'FeedbackEvent',
  state: { name: wireStates.feedbackBus, params: payloadExample },
  schema: Payload,
  example: payloadExample,
  pinned: ['level'],
  metadata: {},
};

/** Every interaction of the wire's pact. */
export const wireInteractions: readonly WireInteraction[] = [...onRedis, ...inMemory, onFeedbackBus];

/** The fields of the payload that the contract names. */
export const payloadFields: readonly string[] = Object.keys(Payload.shape);
