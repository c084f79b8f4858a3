import type { Subject } from '../provider/provider-under-test.ts';
import type { ProviderRefusalError } from '../provider/refusal.ts';
import type { Failure, RawMismatch } from './verifier-result.ts';

/** A difference between a message or the API of the provider and what a consumer relies on. */
export interface Mismatch {
  /**
   * `different`: in value or type. `refused`: by the provider itself. `name-missing`: the provider lacks the class. `use`: the consumer's use of a
   * name does not fit; `expected` is what the consumer does. `unhandled`: the provider cannot be asked for what the interaction `field` is
   * about. `other`: see `actual`.
   */
  readonly kind: 'different' | 'missing' | 'refused' | 'name-missing' | 'use' | 'unhandled' | 'other';
  /** Message and path: `FeedbackEvent.level`; name and path in core's API: `RateController.apply.async`. */
  readonly field: string;
  /** The field belongs to the provider's API, not to a message. */
  readonly inApi?: true;
  /** Whether the use fits cannot be known. */
  readonly undetermined?: true;
  /** What the consumer expects, as the end of a sentence: `to be equal to 'soft'`. */
  readonly expected: string;
  /** The value that the provider writes, or its error message. */
  readonly actual: string;
}

/** The mismatches for names that the provider lacks, and for values that it refused. */
export function mismatchesOfRefusal(about: Subject, { code, details }: ProviderRefusalError): Mismatch[] {
  if (code === 'CORE_NAME_MISSING') {
    return details.map(({ subject }) => ({
      kind: 'name-missing',
      field: about.kind === 'message' ? about.name : nameWithoutModule(subject),
      expected: 'to be there',
      actual: subject,
    }));
  }
  if (code === 'INTERACTION_UNHANDLED') {
    return details.map(({ subject: field, reason: actual }) => ({
      kind: 'unhandled',
      field,
      expected: 'to be handled',
      actual,
    }));
  }
  if (code === 'MESSAGE_NOT_WRITTEN') {
    return details.map(({ subject: field, reason }) => ({
      kind: 'other',
      field,
      expected: 'to be delivered',
      actual: reason,
    }));
  }
  return details.map(({ subject: field, given, reason }) => ({
    kind: 'refused',
    field,
    expected: given === undefined ? 'not to be needed' : `to be ${given}`,
    actual: reason,
  }));
}

/**
 * The mismatches that the official verifier reported. Metadata that the provider does not write itself, as a message's content type, is no
 * mismatch of the provider: there is no handler that could produce it.
 */
export function mismatchesOfFailure(
  about: Subject,
  { mismatch }: Failure,
  { description = nameOf(about), metadata = {} }: { description?: string; metadata?: object | undefined } = {},
): Mismatch[] {
  const inApi = about.kind === 'api' ? ({ inApi: true } as const) : {};
  if (mismatch.mismatches)
    return mismatch.mismatches
      .flatMap((raw) =>
        isUnwrittenMetadata(raw, metadata) ? [unhandledMetadata(description, raw)] : parseMismatch(about, raw),
      )
      .map((one) => ({ ...one, ...inApi }));
  return [
    {
      kind: 'other',
      ...inApi,
      field: nameOf(about),
      expected: 'to be as in the pact',
      actual: mismatch.message ?? JSON.stringify(mismatch),
    },
  ];
}

function isUnwrittenMetadata({ type, key }: RawMismatch, written: object): boolean {
  return type === 'MetadataMismatch' && key !== undefined && !Object.hasOwn(written, key);
}

function unhandledMetadata(field: string, { key, expected, actual }: RawMismatch): Mismatch {
  const written = actual ? `it is ${toText(actual)}` : 'no message has it';
  const reason = `it expects the metadata ${key} to be ${toText(expected)}, and ${written}`;
  return { kind: 'unhandled', field, expected: 'to be handled', actual: reason };
}

function parseMismatch(about: Subject, raw: RawMismatch): Mismatch[] {
  const field = raw.key === undefined ? fieldAt(about, raw.path) : `${nameOf(about)}, metadata ${raw.key}`;
  const text = raw.mismatch ?? '';
  const missing = /is missing the following keys: (.+)$/s.exec(text)?.[1];
  if (missing) {
    return missing.split(', ').map((key) => ({
      kind: 'missing',
      field: field === API ? key : `${field}.${key}`,
      expected: 'to be there',
      actual: 'nothing',
    }));
  }
  const [, actual, expected] = /^Expected (.+) \(\w+\) (to .+?)(?: \(\w+\))?$/s.exec(text) ?? [];
  if (actual && expected) return [{ kind: 'different', field, expected, actual }];
  return [{ kind: 'other', field, expected: `to be ${toText(raw.expected)}`, actual: text || toText(raw.actual) }];
}

/** `Health.components[0].name` for `$.components[0].name` of Health; `Health` for `$`. */
function fieldAt(about: Subject, path = '$'): string {
  const below = path.replace(/^\$/, '').replaceAll(/\['([A-Za-z_]\w*)'\]/g, '.$1');
  return about.kind === 'api' ? below.slice(1) || API : `${about.name}${below}`;
}

const API = "core's API";

function nameOf(about: Subject): string {
  return about.kind === 'api' ? API : about.name;
}

/** `RateController.apply` for `market_data_core.protocols.RateController.apply`. */
function nameWithoutModule(name: string): string {
  return name.replace(/^(?:[a-z_]\w*\.)+(?=[A-Z])/, '');
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
