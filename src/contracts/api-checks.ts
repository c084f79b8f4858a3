import { z } from 'zod';
import { contractPolicy } from './backpressure-level.ts';
import { feedbackEventExample } from './feedback-event.ts';
import { messages } from './messages.ts';
import { rateAdjustmentExample } from './rate-adjustment.ts';

/**
 * The parts of core's Python API that the pipeline relies on, beyond the messages: names, signatures, required fields. Each check is one
 * interaction of the pact. Its content is the result of inspecting core (`src/provider/core_checks.py`).
 */
export interface ApiCheck {
  /** The subject of the check, for the interaction's description. */
  readonly subject: string;
  readonly answer: JsonObject;
  /** Paths whose value may differ within its type; all others must equal the answer. */
  readonly anyValue?: readonly string[];
}

interface JsonObject {
  readonly [name: string]: string | number | boolean | JsonObject;
}

const dtoMethods = { model_validate: true, model_validate_json: true, model_dump: true, model_dump_json: true };
const telemetry = 'market_data_core.telemetry';
const protocols = 'market_data_core.protocols';
const conformance = { minimalImplementation: 'is an instance', anyOtherObject: 'is no instance' };
const { level, queue_size, ts } = feedbackEventExample;

function eachMessage<Value>(value: Value): Record<string, Value> {
  return Object.fromEntries(Object.keys(messages).map((name) => [name, value]));
}

export const apiChecks = {
  core_version_imports: {
    subject: 'version, public names, levels and the methods of the messages',
    answer: {
      version: '1.4.61',
      imports: {
        BackpressureLevel: telemetry,
        ...eachMessage(telemetry),
        RateController: protocols,
        FeedbackPublisher: protocols,
      },
      BackpressureLevel: { ok: 'ok', soft: 'soft', hard: 'hard' },
      // The pipeline responds to an unknown level with the full rate, so no other level may exist.
      levelNames: 'hard, ok, soft',
      ...eachMessage(dtoMethods),
    },
    anyValue: ['version'],
  },
  feedback_event_roundtrip_and_transform: {
    subject: 'FeedbackEvent to JSON to FeedbackEvent to RateAdjustment',
    answer: {
      FeedbackEvent: { level, queue_size, ts },
      RateAdjustment: { ...rateAdjustmentExample, scale: contractPolicy[level], reason: level, ts },
    },
  },
  level_to_scale_mapping: {
    subject: 'a RateAdjustment for each level, by its member name',
    answer: { scale: contractPolicy },
  },
  protocols_conformance_smoke: {
    subject: 'isinstance with minimal implementations of both protocols',
    answer: { RateController: conformance, FeedbackPublisher: conformance },
  },
  rate_controller_signature: {
    subject: 'RateController',
    answer: { RateController: { apply: { async: true, call: 'apply(adjustment)', returns: 'None' } } },
  },
  feedback_publisher_signature: {
    subject: 'FeedbackPublisher',
    answer: { FeedbackPublisher: { publish: { async: true, call: 'publish(event)', returns: 'None' } } },
  },
  feedback_event_required_fields: {
    subject: 'the fields of FeedbackEvent',
    answer: {
      FeedbackEvent: {
        coordinator_id: 'required',
        queue_size: 'required',
        capacity: 'required',
        level: 'required',
        source: 'default "store"',
        ts: 'required',
      },
    },
  },
  rate_adjustment_required_fields: {
    subject: 'the fields of RateAdjustment',
    answer: { RateAdjustment: { provider: 'required', scale: 'required', reason: 'required', ts: 'required' } },
  },
} satisfies Record<string, ApiCheck>;

/** Every public name that the pipeline imports from core, and its module. */
export const publicNames: Readonly<Record<string, string>> = apiChecks.core_version_imports.answer.imports;

export type ApiCheckName = keyof typeof apiChecks;
export const apiCheckNames = Object.keys(apiChecks) as ApiCheckName[];

/** An interaction about core's API; it has no provider state. */
export interface ApiInteraction {
  readonly check: ApiCheckName;
  readonly description: string;
  readonly schema: z.ZodObject;
  readonly example: JsonObject;
  readonly pinned: readonly string[];
}

/** The interactions about core's API, which the pact contains beside those about messages. */
export const apiInteractions: readonly ApiInteraction[] = apiCheckNames.map((check) => {
  const { subject, answer, anyValue = [] }: ApiCheck = apiChecks[check];
  const pinned = leafPaths(answer).filter((path) => !anyValue.includes(path));
  const description = `the API of core: ${subject} (${check})`;
  return { check, description, schema: schemaOf(answer), example: answer, pinned };
});

/** The check in a description: its last word, in parentheses. Undefined for an interaction that is not about core's API. */
export function apiCheckNameIn(description: string): string | undefined {
  return /^the API of core: .*\((\w+)\)$/.exec(description)?.[1];
}

export function isApiCheck(name: string): name is ApiCheckName {
  return Object.hasOwn(apiChecks, name);
}

function schemaOf(answer: JsonObject): z.ZodObject {
  return z.object(Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, fieldSchema(value)])));
}

function fieldSchema(value: JsonObject[string]): z.ZodType {
  if (typeof value === 'object') return schemaOf(value);
  if (typeof value === 'number') return z.number();
  return typeof value === 'boolean' ? z.boolean() : z.string();
}

function leafPaths(answer: JsonObject): string[] {
  return Object.entries(answer).flatMap(([name, value]) =>
    typeof value === 'object' ? leafPaths(value).map((path) => `${name}.${path}`) : [name],
  );
}
