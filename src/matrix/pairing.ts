import type { FoundVersion } from './selector.ts';

/**
 * `changed`: no provider version has verified the pact version, but one has verified an earlier pact version of the two pacticipants.
 * `missing-provider`: no version of the provider is in force.
 */
export type PairingState = 'verified' | 'failed' | 'unverified' | 'changed' | 'missing-provider';

/** A consumer version and a provider version that are in force together, in an environment or on the main branches. */
export interface Pairing {
  readonly consumer: string;
  readonly consumerVersion: string;
  readonly provider: string;
  /** Null when no version of the provider is in force. */
  readonly providerVersion: string | null;
  readonly sha: string;
  readonly state: PairingState;
  /** Id of the verification result that the state comes from. */
  readonly resultId?: number;
}

/** A pact of a consumer version that is in force. */
export interface PactToPair {
  readonly consumer: string;
  readonly consumerVersion: string;
  readonly providerId: number;
  readonly provider: string;
  readonly pactVersionId: number;
  readonly sha: string;
}

/** The newest result of a pact version and a provider version. */
export interface PairResult {
  readonly pactVersionId: number;
  readonly providerVersionId: number;
  readonly id: number;
  readonly success: number;
}

/** The versions in force in an environment, or on the main branches, by the id of their pacticipant. */
export type VersionsInForce = ReadonlyMap<number, readonly FoundVersion[]>;

/** Every pact version with every provider version in force: the pairs for which results are looked up. */
export function pairsToLookUp(
  pacts: readonly PactToPair[],
  versions: VersionsInForce,
): [pactVersionId: number, versionId: number][] {
  return pacts.flatMap(({ pactVersionId, providerId }) =>
    (versions.get(providerId) ?? []).map(({ id }): [number, number] => [pactVersionId, id]),
  );
}

/** The results by their pact version and provider version, as `pairVersions` looks them up. */
export function resultsByPair(results: readonly PairResult[]): ReadonlyMap<string, PairResult> {
  return new Map(results.map((result) => [keyOf(result.pactVersionId, result.providerVersionId), result]));
}

interface FoundResults {
  readonly results: ReturnType<typeof resultsByPair>;
  /** The pact versions that have changed since the last verification. */
  readonly changed: ReadonlySet<number>;
}

/** Every pact in force with every version of its provider that is in force, and the state of the two. */
export function pairVersions(
  pacts: readonly PactToPair[],
  versions: VersionsInForce,
  { results, changed }: FoundResults,
): Pairing[] {
  return pacts.flatMap(({ providerId, pactVersionId, consumer, consumerVersion, provider, sha }): Pairing[] => {
    const pact = { consumer, consumerVersion, provider, sha };
    const providerVersions = versions.get(providerId) ?? [];
    if (providerVersions.length === 0) return [{ ...pact, providerVersion: null, state: 'missing-provider' }];
    return providerVersions.map(({ id, number }) => ({
      ...pact,
      providerVersion: number,
      ...stateOf(results.get(keyOf(pactVersionId, id)), changed.has(pactVersionId)),
    }));
  });
}

/** The most severe first. */
export const STATES_BY_SEVERITY: readonly PairingState[] = [
  'failed',
  'unverified',
  'changed',
  'missing-provider',
  'verified',
];

/** The most severe of some pairings, the first of equals; undefined when there are none. */
export function mostSevere(pairings: readonly Pairing[]): Pairing | undefined {
  return pairings.reduce<Pairing | undefined>(moreSevere, undefined);
}

/** The more severe of two pairings; the first if they are equal. */
export function moreSevere(one: Pairing | undefined, other: Pairing): Pairing {
  return one && STATES_BY_SEVERITY.indexOf(one.state) <= STATES_BY_SEVERITY.indexOf(other.state) ? one : other;
}

const keyOf = (pactVersionId: number, versionId: number) => `${pactVersionId} ${versionId}`;

function stateOf(result: PairResult | undefined, isChanged: boolean): Pick<Pairing, 'state' | 'resultId'> {
  if (!result) return { state: isChanged ? 'changed' : 'unverified' };
  return { state: result.success === 1 ? 'verified' : 'failed', resultId: result.id };
}
