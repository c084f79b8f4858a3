import type { FoundVersion } from './selector.ts';

/** How two versions get on: `absent` is a consumer whose provider is not there at all. */
export type PairingState = 'verified' | 'failed' | 'unverified' | 'absent';

/** A consumer version and a provider version that meet in one place, be it an environment or the main branches. */
export interface Pairing {
  readonly consumer: string;
  readonly consumerVersion: string;
  readonly provider: string;
  /** Null when no version of the provider is there. */
  readonly providerVersion: string | null;
  readonly sha: string;
  readonly state: PairingState;
  /** The number of the result that says so. */
  readonly result?: number;
}

/** A pact of a version that is in a place. */
export interface PactInForce {
  readonly consumer: string;
  readonly consumerVersion: string;
  readonly providerId: number;
  readonly provider: string;
  readonly pactVersionId: number;
  readonly sha: string;
}

/** The newest result of a content and a provider version. */
export interface PairResult {
  readonly pactVersionId: number;
  readonly providerVersionId: number;
  readonly id: number;
  readonly success: number;
}

/** The versions that are in a place, by pacticipant. */
export type VersionsInForce = ReadonlyMap<number, readonly FoundVersion[]>;

/** Every content with every provider version that it meets: what results are to be looked up for. */
export function pairsToLookUp(
  pacts: readonly PactInForce[],
  place: VersionsInForce,
): [pactVersionId: number, versionId: number][] {
  return pacts.flatMap(({ pactVersionId, providerId }) =>
    (place.get(providerId) ?? []).map(({ id }): [number, number] => [pactVersionId, id]),
  );
}

/** How all that is in a place gets on with what it talks to there, whether or not anyone asked. */
export function pairVersions(
  pacts: readonly PactInForce[],
  place: VersionsInForce,
  results: readonly PairResult[],
): Pairing[] {
  const found = new Map(results.map((result) => [keyOf(result.pactVersionId, result.providerVersionId), result]));
  return pacts.flatMap(({ providerId, pactVersionId, ...pact }): Pairing[] => {
    const versions = place.get(providerId) ?? [];
    if (versions.length === 0) return [{ ...namesOf(pact), providerVersion: null, state: 'absent' }];
    return versions.map(({ id, number }) => ({
      ...namesOf(pact),
      providerVersion: number,
      ...judged(found.get(keyOf(pactVersionId, id))),
    }));
  });
}

/** What is worst about some pairings; undefined when there are none. */
export function mostSevere(pairings: readonly Pairing[]): PairingState | undefined {
  return STATES_BY_SEVERITY.find((state) => pairings.some((pairing) => pairing.state === state));
}

/** The most urgent first. */
export const STATES_BY_SEVERITY: readonly PairingState[] = ['failed', 'unverified', 'absent', 'verified'];

const keyOf = (pactVersionId: number, versionId: number) => `${pactVersionId} ${versionId}`;

function namesOf({ consumer, consumerVersion, provider, sha }: Omit<PactInForce, 'providerId' | 'pactVersionId'>) {
  return { consumer, consumerVersion, provider, sha };
}

function judged(result: PairResult | undefined): Pick<Pairing, 'state' | 'result'> {
  if (!result) return { state: 'unverified' };
  return { state: result.success === 1 ? 'verified' : 'failed', result: result.id };
}
