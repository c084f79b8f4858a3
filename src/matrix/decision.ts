import type { Reason } from './reason.ts';
import type { Integration } from './resolve.ts';
import type { Row, VersionRef } from './row.ts';
import { type Criteria, isNameOnly, type ResolvedSelector } from './selector.ts';

/** Everything that a decision depends on. */
export interface DecisionInput {
  readonly target: Criteria;
  readonly specified: readonly ResolvedSelector[];
  readonly inferred: readonly ResolvedSelector[];
  readonly ignore: readonly ResolvedSelector[];
  readonly integrations: readonly Integration[];
  /** The rows that no ignore selector covers. */
  readonly considered: readonly Row[];
  readonly ignored: readonly Row[];
}

/** Whether versions are compatible, and why. */
export interface Decision {
  /** true: yes; false: no; null: unknown, because a result is missing. */
  readonly deployable: boolean | null;
  readonly counts: {
    readonly success: number;
    readonly failed: number;
    readonly unknown: number;
    readonly ignored?: number;
  };
  readonly reasons: readonly Reason[];
}

/**
 * Decides from the rows of the matrix: false if a specified version does not exist; null if a result is missing, even if another result
 * is a failure (as in the official broker; `verdictOf` makes that a no); otherwise whether every result is a success. Without rows it is true.
 */
export function decide(input: DecisionInput): Decision {
  const integrationsWithoutRow = findIntegrationsWithoutRow(input);
  return {
    deployable: isDeployable(input, integrationsWithoutRow),
    counts: countResults(input, integrationsWithoutRow),
    reasons: findReasons(input, integrationsWithoutRow),
  };
}

function isDeployable(input: DecisionInput, integrationsWithoutRow: readonly Integration[]): boolean | null {
  if (findMissingVersions(input).length > 0) return false;
  if (integrationsWithoutRow.length > 0 || input.considered.some(({ result }) => result === null)) return null;
  return input.considered.every(({ result }) => result?.success);
}

function countResults(
  { considered, ignored, ignore }: DecisionInput,
  integrationsWithoutRow: readonly Integration[],
): Decision['counts'] {
  const countRows = (success: boolean | undefined) =>
    considered.filter(({ result }) => result?.success === success).length;
  const counts = {
    success: countRows(true),
    failed: countRows(false),
    unknown: countRows(undefined) + integrationsWithoutRow.length,
  };
  return ignore.length > 0 ? { ...counts, ignored: ignored.length } : counts;
}

/** Specified versions that do not exist, except ignored ones. */
function findMissingVersions({ specified }: DecisionInput): ResolvedSelector[] {
  return specified.filter(({ version, ignored }) => version === 'none' && !ignored);
}

/** Integrations that a specified consumer requires and that have no row, not even an ignored one. */
function findIntegrationsWithoutRow({ integrations, considered, ignored }: DecisionInput): Integration[] {
  const rows = [...considered, ...ignored];
  const hasRow = (one: Integration) =>
    rows.some((row) => row.consumer.id === one.consumer.id && row.provider.id === one.provider.id);
  return integrations.filter((integration) => integration.required && !hasRow(integration));
}

function findReasons(input: DecisionInput, integrationsWithoutRow: readonly Integration[]): Reason[] {
  const errors = findErrors(input, integrationsWithoutRow);
  if (errors.length > 0) return [...findWarnings(input), ...errors];
  return [...findWarnings(input), { kind: input.considered.length > 0 ? 'all-verified' : 'no-missing-dependencies' }];
}

function findErrors(input: DecisionInput, integrationsWithoutRow: readonly Integration[]): Reason[] {
  const missingSelectors = findMissingVersions(input);
  if (missingSelectors.length > 0)
    return missingSelectors.map((selector) => ({ kind: 'version-does-not-exist', selector }));
  const { considered } = input;
  return [
    ...integrationsWithoutRow.map(({ consumer, provider }) => reasonForPair('not-verified', input, consumer, provider)),
    ...considered
      .filter(({ result }) => result?.success === false)
      .map((row) => reasonForPair('verification-failed', input, row.consumer, row.provider)),
    ...considered
      .filter(({ result }) => result === null)
      .map((row) => reasonForPair('not-verified', input, row.consumer, row.provider)),
  ];
}

function findWarnings({ target, specified, ignore }: DecisionInput): Reason[] {
  const reasons: Reason[] = ignore
    .filter(({ version, pacticipantId }) => version === 'none' || pacticipantId === undefined)
    .map((selector) => ({ kind: 'cannot-ignore', selector }));
  const hasTarget = target.tag || target.environment || target.mainBranch;
  if (specified.length === 1 && !hasTarget) reasons.push({ kind: 'no-environment-specified' });
  const hasVersionNumber = specified.some(({ selector }) => selector.version);
  const hasCriteria = specified.some(({ selector }) => !isNameOnly(selector));
  return hasCriteria && !hasVersionNumber ? [...reasons, { kind: 'no-version-number-specified' }] : reasons;
}

interface Side {
  readonly id: number;
  readonly name: string;
  readonly version?: VersionRef | null;
}

function reasonForPair(
  kind: 'not-verified' | 'verification-failed',
  input: DecisionInput,
  consumer: Side,
  provider: Side,
): Reason {
  return { kind, consumer: selectorFor(input, consumer), provider: selectorFor(input, provider) };
}

/** The selector that one side of a row was found by; without one, the version that the row names. */
function selectorFor({ specified, inferred }: DecisionInput, side: Side): ResolvedSelector {
  const candidates = [...specified, ...inferred].filter(({ selector }) => selector.pacticipant === side.name);
  const [only] = candidates;
  if (only && candidates.length === 1) return only;
  const exact = candidates.find(
    ({ version }) => typeof version === 'object' && version.number === side.version?.number,
  );
  return (
    exact ?? {
      selector: { pacticipant: side.name },
      type: 'inferred',
      pacticipantId: side.id,
      version: side.version ?? 'any',
      oneOfMany: false,
      ignored: false,
    }
  );
}
