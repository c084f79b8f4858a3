import type { BackpressureLevel } from '../contracts/backpressure-level.ts';
import { states } from '../contracts/interactions.ts';
import { type MessageName, messages } from '../contracts/messages.ts';
import { withReferenceSuffix } from '../contracts/reference-version.ts';
import type { CoreDescription, MessageRequest, MessageSource } from './message-source.ts';
import { fieldsFor, floatFields, levelFields } from './provider-states.ts';
import { type RecordedApi, readRecordedApi } from './recorded-api.ts';
import { ProviderRefusalError } from './refusal.ts';

/** How a reference model differs from core v1.1.0. */
export interface Variant {
  /** Its version number, e.g. `1.2.0-reference`. */
  readonly version?: string;
  /** Levels with another value: `{ soft: 'slow' }`. */
  readonly levels?: Partial<Record<BackpressureLevel, string>>;
}

/**
 * The reference model of core v1.1.0, which is verified if core's Python code is not installed. Its API is that of a recorded release.
 */
export function referenceCore({ version = '1.1.0', levels = {} }: Variant = {}): MessageSource {
  const description: CoreDescription = {
    version: withReferenceSuffix(version),
    origin: 'the TypeScript reference model',
    messages: Object.keys(messages),
    states: Object.values(states),
    missingNames: [],
  };
  return {
    name: 'reference',
    describe: async () => description,
    writeMessage: async (request) => serializeMessage(request, levels),
    check: async (name) => JSON.stringify(addLevels(readRecordedApi(), levels)[name]),
    close: async () => {},
  };
}

/** The recorded API with other values of the levels. */
function addLevels({ checks }: RecordedApi, levels: NonNullable<Variant['levels']>): RecordedApi['checks'] {
  const { core_version_imports: imports, ...others } = checks as Record<string, Record<string, object>>;
  const BackpressureLevel = { ...imports?.BackpressureLevel, ...levels };
  return { ...others, core_version_imports: { ...imports, BackpressureLevel } } as RecordedApi['checks'];
}

/** Writes the fields in core's order and in Pydantic's format: a float has its decimal point, an omitted field has core's default. */
function serializeMessage(request: MessageRequest, levels: NonNullable<Variant['levels']>): string {
  const { message } = request;
  const members = Object.entries(validateFields(message, fieldsFor(request))).map(([name, value]) => {
    if (levelFields(message).includes(name))
      return jsonMember(name, JSON.stringify(levels[value as BackpressureLevel] ?? value));
    const point = floatFields(message).includes(name) && Number.isInteger(value) ? '.0' : '';
    return jsonMember(name, JSON.stringify(value) + point);
  });
  return `{${members.join(',')}}`;
}

function jsonMember(name: string, valueText: string): string {
  return `${JSON.stringify(name)}:${valueText}`;
}

/** The fields as core's validation accepts them. @throws ProviderRefusalError */
function validateFields(message: MessageName, fields: Record<string, unknown>): object {
  const parsed = messages[message].safeParse(fields);
  if (parsed.success) return parsed.data;
  throw ProviderRefusalError.refusedValues(
    parsed.error.issues.map(({ path: [field], message: reason }) => ({
      subject: `${message}.${String(field)}`,
      given: JSON.stringify(fields[String(field)]),
      reason,
    })),
  );
}
