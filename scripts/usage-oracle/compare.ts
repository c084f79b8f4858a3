import type { Failure, UseResult } from '../../src/usage/use.ts';
import type { CheckerError } from './pyright.ts';
import { reasonForExtra, reasonForMissed } from './reasons.ts';

/** A failure that `pact:verify` reports, at one of its locations. */
export interface FoundFailure {
  readonly location: string;
  readonly kind: string;
  readonly text: string;
}

/** An error of the type checker, with the lines on which the expressions around it begin. */
export interface OracleError extends CheckerError {
  readonly locations: readonly string[];
}

export interface Difference {
  readonly location: string;
  readonly text: string;
  /** Why the two differ; undefined if no reason is known: then one of them is wrong. */
  readonly reason: string | undefined;
}

export interface Comparison {
  readonly agreed: readonly string[];
  readonly missed: readonly Difference[];
  readonly extra: readonly Difference[];
}

/**
 * Compares locations, not messages: the two describe the same break in different words, and one line may have several breaks. `before` are the
 * type checker's errors for the release with which the consumer works.
 */
export function compareFindings(
  results: readonly UseResult[],
  errors: readonly OracleError[],
  before: readonly OracleError[] = [],
): Comparison {
  const required = failuresAt(results, (failure) => failure.required);
  const optional = failuresAt(results, (failure) => !failure.required);
  const unknown = results.flatMap((one) =>
    one.unknown.flatMap(({ text, locations }) => locations.map((location) => ({ location, text }))),
  );
  const ours = new Set(required.map(({ location }) => location));
  const theirs = new Set(errors.flatMap(({ locations }) => locations));
  const known = new Set(before.flatMap(({ locations }) => locations));
  return {
    agreed: [...ours].filter((location) => theirs.has(location)).sort(),
    missed: distinct(
      errors
        .filter(({ locations }) => !locations.some((location) => ours.has(location)))
        .map((error) => ({
          location: `${error.file}:${error.line}`,
          text: firstLine(error.message),
          reason: reasonForMissed(error, optional, unknown),
        })),
    ),
    extra: distinct(
      required
        .filter(({ location }) => !theirs.has(location))
        .map((failure) => ({ location: failure.location, text: failure.text, reason: reasonForExtra(failure, known) })),
    ),
  };
}

function failuresAt(results: readonly UseResult[], choose: (failure: Failure) => boolean): FoundFailure[] {
  return results
    .flatMap((result) => result.failures)
    .filter(choose)
    .flatMap(({ kind, text, locations }) => locations.map((location) => ({ location, kind, text })));
}

const firstLine = (text: string) => text.split('\n')[0] ?? '';

function distinct(differences: readonly Difference[]): Difference[] {
  const byText = new Map(differences.map((one) => [`${one.location} ${one.text}`, one]));
  return [...byText.values()].sort((a, b) => a.location.localeCompare(b.location));
}
