import { ContractError } from '../config/errors.ts';
import { listReleases, type ReleasesOptions } from '../python/releases.ts';

/** A release of a consumer to check, and why. */
export interface ConsumerRelease {
  readonly number: string;
  /** E.g. `the newest release`, `in production`. */
  readonly why: string;
}

/** A version that is deployed or released, and where. */
export interface PlacedVersion {
  readonly version: string;
  readonly environments: readonly string[];
  /** Whether this version has a pact with the provider. */
  readonly hasPact: boolean;
}

/**
 * The releases of a consumer to check, and the versions in environments that are not releases; undefined when no index has the consumer.
 */
export interface ConsumerReleases {
  readonly releases: readonly ConsumerRelease[];
  readonly unreleased: readonly PlacedVersion[];
}

/**
 * The newest release of a distribution, and those that are in environments.
 * @throws ContractError RELEASES_UNKNOWN when the index cannot be reached
 */
export async function chooseConsumerReleases(
  distribution: string,
  placed: readonly PlacedVersion[],
  options: ReleasesOptions,
): Promise<ConsumerReleases | undefined> {
  const published = await listKnown(distribution, options);
  if (!published) return undefined;
  const numbers = new Set(published.map(({ number }) => number));
  const available = published.filter(({ suitable, yanked }) => suitable && !yanked);
  const stable = available.filter(({ preRelease }) => !preRelease);
  const newest = (stable.at(-1) ?? available.at(-1))?.number;
  const why = new Map<string, string[]>(newest === undefined ? [] : [[newest, ['the newest release']]]);
  for (const { version, environments } of placed.filter((one) => numbers.has(one.version)))
    why.set(version, [...(why.get(version) ?? []), `in ${environments.join(', ')}`]);
  return {
    releases: [...why].map(([number, reasons]) => ({ number, why: reasons.join(', ') })),
    unreleased: placed.filter(({ version }) => !numbers.has(version)),
  };
}

async function listKnown(distribution: string, options: ReleasesOptions) {
  try {
    return await listReleases(distribution, options);
  } catch (error) {
    if (error instanceof ContractError && error.code === 'DISTRIBUTION_UNKNOWN') return undefined;
    throw error;
  }
}
