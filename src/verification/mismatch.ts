import type { ProviderRefusalError } from '../provider/refusal.ts';
import type { Failure, RawMismatch } from './verifier-result.ts';

/** One difference between core's message and what a consumer relies on. */
export interface Mismatch {
  /** `different` in value or type, `missing`, `refused` by core itself, `nameless`: core lacks the class; `other`: see `actual`. */
  readonly kind: 'different' | 'missing' | 'refused' | 'nameless' | 'other';
  /** Message and path: `FeedbackEvent.level`. */
  readonly field: string;
  /** What the consumer expects, as the end of a sentence: `to be equal to 'soft'`. */
  readonly expected: string;
  /** What core does instead: the value it writes, or its error message. */
  readonly actual: string;
}

/** The mismatches for values that core refused. */
export function mismatchesOfRefusal(message: string, { code, details }: ProviderRefusalError): Mismatch[] {
  if (code === 'CORE_NAME_MISSING') {
    return details.map(({ subject }) => ({
      kind: 'nameless',
      field: message,
      expected: 'to be there',
      actual: subject,
    }));
  }
  return details.map(({ subject: field, given, reason }) => ({
    kind: 'refused',
    field,
    expected: given === undefined ? 'not to be needed' : `to be ${given}`,
    actual: reason,
  }));
}

/** The mismatches that the official verifier reported. */
export function mismatchesOfFailure(message: string, { mismatch }: Failure): Mismatch[] {
  if (mismatch.mismatches) return mismatch.mismatches.flatMap((raw) => read(message, raw));
  return [
    {
      kind: 'other',
      field: message,
      expected: 'to be as in the pact',
      actual: mismatch.message ?? JSON.stringify(mismatch),
    },
  ];
}

function read(message: string, raw: RawMismatch): Mismatch[] {
  const field = raw.key === undefined ? fieldAt(message, raw.path) : `${message}, metadata ${raw.key}`;
  const text = raw.mismatch ?? '';
  const missing = /is missing the following keys: (.+)$/s.exec(text)?.[1];
  if (missing) {
    return missing
      .split(', ')
      .map((key) => ({ kind: 'missing', field: `${field}.${key}`, expected: 'to be there', actual: 'nothing' }));
  }
  const [, actual, expected] = /^Expected (.+) \(\w+\) (to .+?)(?: \(\w+\))?$/s.exec(text) ?? [];
  if (actual && expected) return [{ kind: 'different', field, expected, actual }];
  return [{ kind: 'other', field, expected: `to be ${words(raw.expected)}`, actual: text || words(raw.actual) }];
}

/** `$.components[0].name` of Health is Health.components[0].name; `$` is Health itself. */
function fieldAt(message: string, path = '$'): string {
  const below = path.replace(/^\$/, '').replaceAll(/\['([A-Za-z_]\w*)'\]/g, '.$1');
  return `${message}${below}`;
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
