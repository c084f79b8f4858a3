import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import type { PlacedVersion } from '../verification/consumer-releases.ts';
import { listIntegrations } from './missing-results/missing-results.ts';
import { VersionsInForce } from './missing-results/version-in-force.ts';

/** A consumer of a provider. */
export interface KnownConsumer {
  /** Its name at the broker. */
  readonly name: string;
  /** Whether it has published a pact with the provider. */
  readonly hasPact: boolean;
  /** The versions that are deployed or released, and where. */
  readonly inEnvironments: readonly PlacedVersion[];
}

/**
 * The consumers of a provider: those that the broker has pacts of, and `others`, in alphabetical order.
 * @throws what the broker's responses throw: a consumer that cannot be looked up is never left out
 */
export async function findKnownConsumers(
  access: BrokerAccess,
  provider: string,
  others: readonly string[],
): Promise<KnownConsumer[]> {
  const broker = new BrokerClient(access);
  const integrations = await listIntegrations(broker);
  const withPact = new Set(integrations.filter((one) => one.provider === provider).map(({ consumer }) => consumer));
  const names = sortNames(provider, [...withPact, ...others]);
  const inForce = new VersionsInForce(broker);
  const consumers: KnownConsumer[] = [];
  for (const name of names) {
    const isKnown = await broker.findCurrent(`/pacticipants/${encodeURIComponent(name)}`);
    const versions = isKnown ? (await inForce.find(name)).versions : [];
    const hasPact = withPact.has(name);
    const placed = versions.filter(({ environments }) => environments.length > 0);
    const inEnvironments: PlacedVersion[] = [];
    for (const { version, environments } of placed) {
      const itsPact = hasPact && (await hasPactWith(broker, provider, { name, version }));
      inEnvironments.push({ version, environments, hasPact: itsPact });
    }
    consumers.push({ name, hasPact, inEnvironments });
  }
  return consumers;
}

/** The same without a broker: nothing is known of them but their names. */
export function namedConsumers(provider: string, names: readonly string[]): KnownConsumer[] {
  return sortNames(provider, names).map((name) => ({ name, hasPact: false, inEnvironments: [] }));
}

function sortNames(provider: string, names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== provider).sort();
}

async function hasPactWith(
  broker: BrokerClient,
  provider: string,
  { name, version }: { readonly name: string; readonly version: string },
): Promise<boolean> {
  const [to, from, number] = [provider, name, version].map(encodeURIComponent);
  return (await broker.findCurrent(`/pacts/provider/${to}/consumer/${from}/version/${number}`)) !== undefined;
}
