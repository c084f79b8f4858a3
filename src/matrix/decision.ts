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
 * Weighs the rows. A specified version that does not exist is a no; a missing result makes it unknown, even beside a failure;
 * otherwise every row must be a success, and no row at all is a yes.
 */
export function decide(facts: DecisionInput): Decision {
  const missing = integrationsWithoutRow(facts);
  return {
    deployable: weigh(facts, missing),
    counts: count(facts, missing),
    reasons: reasons(facts, missing),
  };
}

function weigh(facts: DecisionInput, missing: readonly Integration[]): boolean | null {
  if (missingVersions(facts).length > 0) return false;
  if (missing.length > 0 || facts.considered.some(({ result }) => result === null)) return null;
  return facts.considered.every(({ result }) => result?.success);
}

function count({ considered, ignored, ignore }: DecisionInput, missing: readonly Integration[]): Decision['counts'] {
  const having = (success: boolean | undefined) =>
    considered.filter(({ result }) => result?.success === success).length;
  const counts = { success: having(true), failed: having(false), unknown: having(undefined) + missing.length };
  return ignore.length > 0 ? { ...counts, ignored: ignored.length } : counts;
}

/** Specified versions that do not exist, except ignored ones. */
function missingVersions({ specified }: DecisionInput): ResolvedSelector[] {
  return specified.filter(({ version, ignored }) => version === 'none' && !ignored);
}

/** Integrations that a specified consumer requires and that have no row, not even an ignored one. */
function integrationsWithoutRow({ integrations, considered, ignored }: DecisionInput): Integration[] {
  const shown = [...considered, ...ignored];
  const has = (one: Integration) =>
    shown.some((row) => row.consumer.id === one.consumer.id && row.provider.id === one.provider.id);
  return integrations.filter((integration) => integration.required && !has(integration));
}

function reasons(facts: DecisionInput, missing: readonly Integration[]): Reason[] {
  const errors = errorsOf(facts, missing);
  if (errors.length > 0) return [...warnings(facts), ...errors];
  return [...warnings(facts), { kind: facts.considered.length > 0 ? 'all-verified' : 'no-missing-dependencies' }];
}

function errorsOf(facts: DecisionInput, missing: readonly Integration[]): Reason[] {
  const absent = missingVersions(facts);
  if (absent.length > 0) return absent.map((selector) => ({ kind: 'version-does-not-exist', selector }));
  const { considered } = facts;
  return [
    ...missing.map(({ consumer, provider }) => between('never-verified', facts, consumer, provider)),
    ...considered
      .filter(({ result }) => result?.success === false)
      .map((row) => between('verification-failed', facts, row.consumer, row.provider)),
    ...considered
      .filter(({ result }) => result === null)
      .map((row) => between('never-verified', facts, row.consumer, row.provider)),
  ];
}

function warnings({ target, specified, ignore }: DecisionInput): Reason[] {
  const reasons: Reason[] = ignore
    .filter(({ version, pacticipantId }) => version === 'none' || pacticipantId === undefined)
    .map((selector) => ({ kind: 'cannot-ignore', selector }));
  const somewhere = target.tag || target.environment || target.mainBranch;
  if (specified.length === 1 && !somewhere) reasons.push({ kind: 'no-environment-specified' });
  const precise = specified.some(({ selector }) => selector.version);
  const sayMore = specified.some(({ selector }) => !isNameOnly(selector));
  return sayMore && !precise ? [...reasons, { kind: 'no-version-number-specified' }] : reasons;
}

interface Side {
  readonly id: number;
  readonly name: string;
  readonly version?: VersionRef | null;
}

function between(
  kind: 'never-verified' | 'verification-failed',
  facts: DecisionInput,
  consumer: Side,
  provider: Side,
): Reason {
  return { kind, consumer: selectorFor(facts, consumer), provider: selectorFor(facts, provider) };
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
