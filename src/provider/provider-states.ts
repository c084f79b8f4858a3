import { BackpressureLevel } from '../contracts/backpressure-level.ts';
import { feedbackEventExample } from '../contracts/feedback-event.ts';
import { states } from '../contracts/interactions.ts';
import { type MessageName, messages } from '../contracts/messages.ts';
import { rateAdjustmentExample } from '../contracts/rate-adjustment.ts';
import type { MessageRequest } from './message-source.ts';

/** The effect of a provider state: its message, and the fields that are omitted, so that core sets their defaults. */
interface StateRule {
  readonly message: MessageName;
  /** Core reads the message from JSON instead of building it from fields; the parameters may be fields unknown to core. */
  readonly reads?: boolean;
  readonly omits?: readonly string[];
}

/** Every state of the contract. The parameters of a state set the fields of the same names. */
export const stateRules: Readonly<Record<string, StateRule>> = {
  [states.backpressure]: { message: 'FeedbackEvent' },
  [states.defaultSource]: { message: 'FeedbackEvent', omits: ['source'] },
  [states.read]: { message: 'FeedbackEvent', reads: true },
  [states.adjustment]: { message: 'RateAdjustment' },
} satisfies Record<(typeof states)[keyof typeof states], StateRule>;

const defaults: Readonly<Record<MessageName, object>> = {
  FeedbackEvent: feedbackEventExample,
  RateAdjustment: rateAdjustmentExample,
};

/** The fields from which core builds the message: the defaults, changed by each state in order. */
export function fieldsFor({ message, states: used }: MessageRequest): Record<string, unknown> {
  const fields = Object.assign({}, defaults[message], ...used.map((state) => state.params));
  const omitted = used.flatMap((state) => stateRules[state.name]?.omits ?? []);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !omitted.includes(name)));
}

/** Whether core reads the message instead of building it. */
export function isRead({ states: used }: MessageRequest): boolean {
  return used.some((state) => stateRules[state.name]?.reads);
}

/** The default content of a message. */
export function exampleFields(message: MessageName): object {
  return defaults[message];
}

/** The names of the message's fields. */
export function fieldNames(message: MessageName): string[] {
  return Object.keys(messages[message].shape);
}

/** The message's fields of type BackpressureLevel. */
export function levelFields(message: MessageName): string[] {
  return fieldsWhere(message, (schema) => schema === BackpressureLevel);
}

/** The message's float fields, which core writes with a decimal point even for whole numbers: 1760000000.0. */
export function floatFields(message: MessageName): string[] {
  return fieldsWhere(message, (schema) => 'isInt' in schema && !schema.isInt);
}

function fieldsWhere(message: MessageName, matches: (schema: object) => boolean): string[] {
  return Object.entries(messages[message].shape).flatMap(([name, schema]) => (matches(schema) ? [name] : []));
}
