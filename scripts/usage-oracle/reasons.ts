import { acceptedDifferences } from './accepted.ts';
import type { FoundFailure, OracleError } from './compare.ts';

export const NOT_KNOWN = 'not known';

/** What a type checker does not see: it compares types, not values, and does not run the provider. */
const NOT_IN_TYPES: Readonly<Record<string, string>> = {
  'enum-value-changed': 'types do not contain the values of members',
  'exception-base-lost': 'types do not say what a function raises',
  'argument-moved': 'the types of both positions fit',
  'argument-dropped': 'the signature takes any keyword; the model drops it when it runs',
  'import-failed': 'the import fails when it runs',
  'dependency-missing': 'the import fails when it runs',
  'method-changed': 'a method that is overridden in another way is another rule (reportIncompatibleMethodOverride)',
  'not-a-class': 'isinstance and base classes are other rules',
  'abstract-method-added': 'reported where the class is instantiated, which is not in these files',
};

/** Why a failure of ours is no error of the type checker. */
export function reasonForExtra({ location, kind, text }: FoundFailure, known: ReadonlySet<string>): string | undefined {
  if (known.has(location))
    return 'the type checker reports it for the release that fits too: we could not judge that one';
  return NOT_IN_TYPES[kind] ?? acceptedReason(location, text);
}

interface At {
  readonly location: string;
  readonly text: string;
}

/** Why an error of the type checker is no failure of ours. */
export function reasonForMissed(
  error: OracleError,
  optional: readonly At[],
  unknown: readonly At[],
): string | undefined {
  const at = (found: readonly At[]) => found.find(({ location }) => error.locations.includes(location));
  if (at(optional)) return `the consumer does without it: ${at(optional)?.text}`;
  if (at(unknown)) return `${NOT_KNOWN}: ${at(unknown)?.text}`;
  return acceptedReason(`${error.file}:${error.line}`, error.message);
}

function acceptedReason(location: string, text: string): string | undefined {
  return acceptedDifferences.find((one) => location.startsWith(one.at) && text.includes(one.text))?.reason;
}
