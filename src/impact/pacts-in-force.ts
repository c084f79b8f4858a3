import { z } from 'zod';
import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { ContractError } from '../config/errors.ts';
import { findSelectedResources } from '../verification/find-pacts.ts';
import type { ConsumerVersion, PactInForce } from './reliance.ts';

/** A consumer version selector, as the JSON that a Pact Broker accepts. */
export type SelectorJson = Readonly<Record<string, unknown>>;

/** Select the pacts that a provider must not break: those of main branches, and of deployed and released versions. */
export const selectorsInForce: readonly SelectorJson[] = [{ mainBranch: true }, { deployedOrReleased: true }];

const VersionLink = z.object({ name: z.string(), href: z.string() });
const Pact = z.looseObject({
  consumer: z.object({ name: z.string() }),
  _links: z.object({
    'pb:consumer-versions': z.array(VersionLink).optional(),
    'pb:consumer-version': VersionLink.optional(),
  }),
});

/**
 * Requests the pacts in force of a provider from a Pact Broker (official or embedded), each with its consumer versions, their branches
 * and environments.
 * @throws ContractError NOTHING_TO_VERIFY if the broker does not know the provider; PACT_UNREADABLE; BROKER_…
 */
export async function findPactsInForce(
  broker: BrokerClient,
  provider: string,
  selectors: readonly SelectorJson[] = selectorsInForce,
): Promise<PactInForce[]> {
  // The branch of the provider decides only which pacts are pending; here no pending status is requested.
  const resources = await findSelectedResources(broker, { provider, selectors, pending: false, branch: '' });
  const loadVersion = createVersionLoader(broker, await findEnvironmentNames(broker));
  return Promise.all(
    resources.map(async ({ href: url, json: pact }) => {
      const parsed = Pact.safeParse(pact);
      if (!parsed.success) throw new ContractError('PACT_UNREADABLE', `${url}\n${z.prettifyError(parsed.error)}`);
      const { consumer, _links: links } = parsed.data;
      const single = links['pb:consumer-version'];
      const versionLinks = links['pb:consumer-versions'] ?? (single ? [single] : []);
      return { consumer: consumer.name, versions: await Promise.all(versionLinks.map(loadVersion)), url, pact };
    }),
  );
}

/** The names of environments by their display names. Links contain display names, commands accept names. */
async function findEnvironmentNames(broker: BrokerClient): Promise<ReadonlyMap<string, string>> {
  const { _embedded } = await broker.get('/environments');
  const environments: { name: string; displayName?: string }[] = _embedded?.environments ?? [];
  return new Map(environments.map(({ name, displayName = name }) => [displayName, name]));
}

/** Returns a function that loads the version of a link. Each version is requested once. */
function createVersionLoader(broker: BrokerClient, environmentNames: ReadonlyMap<string, string>) {
  const cache = new Map<string, Promise<ConsumerVersion>>();
  return ({ href, name: number }: z.infer<typeof VersionLink>): Promise<ConsumerVersion> => {
    const version =
      cache.get(href) ?? broker.get(href).then((resource) => parseVersion(number, resource, environmentNames));
    cache.set(href, version);
    return version;
  };
}

interface EnvironmentLink {
  readonly name?: string;
  readonly currently_deployed?: boolean;
  readonly currently_supported?: boolean;
}

function parseVersion(
  number: string,
  { _embedded, _links }: Hal,
  environmentNames: ReadonlyMap<string, string>,
): ConsumerVersion {
  const links = (relation: string): EnvironmentLink[] => [_links?.[relation] ?? []].flat();
  const environments = [
    ...links('pb:deployed-environments').filter((link) => link.currently_deployed !== false),
    ...links('pb:released-environments').filter((link) => link.currently_supported !== false),
  ].map(({ name = '' }) => environmentNames.get(name) ?? name);
  const branches: { name: string }[] = _embedded?.branchVersions ?? [];
  return { number, branches: branches.map(({ name }) => name), environments: [...new Set(environments)].sort() };
}
