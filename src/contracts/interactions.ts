import type { z } from 'zod';
import { type ApiInteraction, apiInteractions } from './api-checks.ts';
import { BackpressureLevel, contractPolicy } from './backpressure-level.ts';
import { feedbackEventExample } from './feedback-event.ts';
import type { MessageName, messages } from './messages.ts';
import { rateAdjustmentExample } from './rate-adjustment.ts';

/** The consumer and the provider, by their names in the Pact Broker. */
export const consumer = 'market_data_pipeline';
export const provider = 'market-data-core';

/** The provider states: the preconditions in core before it writes a message. Every message source supports exactly these. */
export const states = {
  /** Any coordinator, at the level in `params.level`. */
  backpressure: 'a coordinator reports backpressure',
  /** The same, with core's default for `source`. */
  defaultSource: 'a coordinator that does not name its source reports backpressure',
  /** A command with `params.reason` and `params.scale`. */
  adjustment: 'a rate adjustment is commanded',
  /** Another component has written the fields in `params` as JSON, which may include fields unknown to core; core reads it. */
  read: 'core reads what another component wrote',
} as const;

/** The case of a field that may be null or absent, as an interaction shows it. */
export type FieldCase = 'present' | 'null' | 'absent';

/**
 * One message that the pipeline relies on. Fields in `pinned` must equal the example; the others only match its type.
 * Paths are written `level`, `queue.level`, `items[*].level`.
 */
export interface Interaction<Name extends MessageName = MessageName> {
  readonly description: string;
  readonly message: Name;
  readonly state: {
    readonly name: string;
    readonly params: Readonly<Record<string, string | number | Record<string, string>>>;
  };
  readonly example: z.infer<(typeof messages)[Name]>;
  readonly pinned: readonly string[];
  /** For each field that may be null or absent: which case this interaction shows. */
  readonly cases?: Readonly<Record<string, FieldCase>>;
}

const levels = BackpressureLevel.options;

const feedbackEvents = levels.map(
  (level): Interaction => ({
    description: `a FeedbackEvent with level ${level}`,
    message: 'FeedbackEvent',
    state: { name: states.backpressure, params: { level } },
    example: { ...feedbackEventExample, level },
    pinned: ['level'],
  }),
);

const defaultSource: Interaction = {
  description: 'a FeedbackEvent with the default source',
  message: 'FeedbackEvent',
  state: { name: states.defaultSource, params: { level: 'ok' } },
  example: { ...feedbackEventExample, level: 'ok', source: 'store' },
  pinned: ['level', 'source'],
};

/** Core reads the store's events, and those of a later release with more fields: it must accept unknown fields. */
const eventsRead = [
  {
    description: "a FeedbackEvent that core reads with the store's reason",
    other: { reason: 'queue above its soft limit' },
  },
  {
    description: 'a FeedbackEvent that core reads with unknown fields',
    other: { added_later: { by: 'a later release' } },
  },
].map(
  ({ description, other }): Interaction => ({
    description,
    message: 'FeedbackEvent',
    state: { name: states.read, params: { level: 'soft', ...other } },
    example: feedbackEventExample,
    pinned: ['level'],
  }),
);

const rateAdjustments = levels.map(
  (reason): Interaction => ({
    description: `a RateAdjustment with reason ${reason}`,
    message: 'RateAdjustment',
    state: { name: states.adjustment, params: { reason, scale: contractPolicy[reason] } },
    example: { ...rateAdjustmentExample, reason, scale: contractPolicy[reason] },
    pinned: ['reason'],
  }),
);

/** The interactions about messages; `api-checks.ts` has those about core's API. */
export const interactions: readonly Interaction[] = [
  ...feedbackEvents,
  defaultSource,
  ...eventsRead,
  ...rateAdjustments,
];

/** Every interaction of the pact. */
export const declaredInteractions: readonly (Interaction | ApiInteraction)[] = [...interactions, ...apiInteractions];
