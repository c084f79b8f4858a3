import { z } from 'zod';
import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { ContractError } from '../config/errors.ts';
import { selectedResources } from '../verification/find-pacts.ts';
import type { ConsumerVersion, PactInForce } from './reliance.ts';

/** A consumer version selector, as the Pact Broker takes it. */
export type ConsumerVersionSelector = Readonly<Record<string, unknown>>;

/** What a provider has to keep: the main branches of its consumers, and all that is deployed or released. */
export const selectorsInForce: readonly ConsumerVersionSelector[] = [
  { mainBranch: true },
  { deployedOrReleased: true },
];

const VersionLink = z.object({ name: z.string(), href: z.string() });
const Pact = z.looseObject({
  consumer: z.object({ name: z.string() }),
  _links: z.object({
    'pb:consumer-versions': z.array(VersionLink).optional(),
    'pb:consumer-version': VersionLink.optional(),
  }),
});

/**
 * Asks a Pact Broker, official or embedded, for the pacts in force with a provider, and where each version that holds one is.
 * @throws ContractError NOTHING_TO_VERIFY when the broker does not know the provider; PACT_UNREADABLE; BROKER_…
 */
export async function pactsInForce(
  broker: BrokerClient,
  provider: string,
  selectors: readonly ConsumerVersionSelector[] = selectorsInForce,
): Promise<PactInForce[]> {
  const resources = await selectedResources(broker, { provider, selectors, pending: false, branch: '' });
  const versionAt = reader(broker, await environmentNames(broker));
  return Promise.all(
    resources.map(async ({ href: url, json: pact }) => {
      const parsed = Pact.safeParse(pact);
      if (!parsed.success) throw new ContractError('PACT_UNREADABLE', `${url}\n${z.prettifyError(parsed.error)}`);
      const { consumer, _links: links } = parsed.data;
      const held = links['pb:consumer-versions'] ?? [links['pb:consumer-version']].filter((link) => link !== undefined);
      return { consumer: consumer.name, versions: await Promise.all(held.map(versionAt)), url, pact };
    }),
  );
}

/** Links call an environment by its display name, people and commands by its name. */
async function environmentNames(broker: BrokerClient): Promise<ReadonlyMap<string, string>> {
  const { _embedded } = await broker.get('/environments');
  const environments: { name: string; displayName?: string }[] = _embedded?.environments ?? [];
  return new Map(environments.map(({ name, displayName = name }) => [displayName, name]));
}

/** Reads each version once. */
function reader(broker: BrokerClient, names: ReadonlyMap<string, string>) {
  const known = new Map<string, Promise<ConsumerVersion>>();
  return ({ href, name: number }: z.infer<typeof VersionLink>): Promise<ConsumerVersion> => {
    const version = known.get(href) ?? broker.get(href).then((resource) => versionOf(number, resource, names));
    known.set(href, version);
    return version;
  };
}

interface PlaceLink {
  readonly name?: string;
  readonly currently_deployed?: boolean;
  readonly currently_supported?: boolean;
}

function versionOf(number: string, { _embedded, _links }: Hal, names: ReadonlyMap<string, string>): ConsumerVersion {
  const links = (relation: string): PlaceLink[] => [_links?.[relation] ?? []].flat();
  const places = [
    ...links('pb:deployed-environments').filter((link) => link.currently_deployed !== false),
    ...links('pb:released-environments').filter((link) => link.currently_supported !== false),
  ].map(({ name = '' }) => names.get(name) ?? name);
  const branches: { name: string }[] = _embedded?.branchVersions ?? [];
  return { number, branches: branches.map(({ name }) => name), environments: [...new Set(places)].sort() };
}
