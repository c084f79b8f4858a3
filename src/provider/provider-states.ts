import { BackpressureLevel } from '../contracts/backpressure-level.ts';
import { feedbackEventExample } from '../contracts/feedback-event.ts';
import { states } from '../contracts/interactions.ts';
import { type MessageName, messages } from '../contracts/messages.ts';
import { rateAdjustmentExample } from '../contracts/rate-adjustment.ts';
import type { MessageRequest } from './message-source.ts';

/** What a provider state determines: its message, and the fields that get core's own defaults. */
interface StateRule {
  readonly message: MessageName;
  /** Core does not build the message from the fields, but reads it from their JSON; its parameters may be fields that core does not name. */
  readonly reads?: boolean;
  readonly leavesOut?: readonly string[];
}

/** Every state of the contract. Its parameters set the fields of the same names. */
export const stateRules: Readonly<Record<string, StateRule>> = {
  [states.backpressure]: { message: 'FeedbackEvent' },
  [states.defaultSource]: { message: 'FeedbackEvent', leavesOut: ['source'] },
  [states.read]: { message: 'FeedbackEvent', reads: true },
  [states.adjustment]: { message: 'RateAdjustment' },
} satisfies Record<(typeof states)[keyof typeof states], StateRule>;

const defaults: Readonly<Record<MessageName, object>> = {
  FeedbackEvent: feedbackEventExample,
  RateAdjustment: rateAdjustmentExample,
};

/** The fields from which core builds the message: the defaults, changed by each state in turn. */
export function fieldsFor({ message, states: given }: MessageRequest): Record<string, unknown> {
  const fields = Object.assign({}, defaults[message], ...given.map((state) => state.params));
  const leftOut = given.flatMap((state) => stateRules[state.name]?.leavesOut ?? []);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !leftOut.includes(name)));
}

/** Whether core reads the message, rather than building it. */
export function isRead({ states: given }: MessageRequest): boolean {
  return given.some((state) => stateRules[state.name]?.reads);
}

/** The content of each message where no state says otherwise. */
export function exampleFields(message: MessageName): object {
  return defaults[message];
}

/** The names of the message's fields. */
export function fieldNames(message: MessageName): string[] {
  return Object.keys(messages[message].shape);
}

/** Its fields of type BackpressureLevel. */
export function levelFields(message: MessageName): string[] {
  return fieldsWhere(message, (schema) => schema === BackpressureLevel);
}

/** Its fields that are floats in core, also for whole numbers: 1760000000.0. */
export function floatFields(message: MessageName): string[] {
  return fieldsWhere(message, (schema) => 'isInt' in schema && !schema.isInt);
}

function fieldsWhere(message: MessageName, matches: (schema: object) => boolean): string[] {
  return Object.entries(messages[message].shape).flatMap(([name, schema]) => (matches(schema) ? [name] : []));
}
