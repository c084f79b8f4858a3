import type { BrokerClient } from '../../broker-client/client.ts';
import type { Hal } from '../../broker-client/hal.ts';
import { ContractError, withoutCredentials } from '../../config/errors.ts';

/** A version in force: the newest of the main branch, or one that is deployed or released in an environment. */
export interface VersionInForce {
  readonly pacticipant: string;
  readonly version: string;
  /** The main branch, if this is its newest version. */
  readonly mainBranch?: string;
  /** The environments that it is deployed to or released in. */
  readonly environments: readonly string[];
}

/** The versions in force of a pacticipant. `mainBranch` is null when the broker does not know it. */
export interface PacticipantInForce {
  readonly pacticipant: string;
  readonly mainBranch: string | null;
  readonly versions: readonly VersionInForce[];
}

/** Finds the versions in force of pacticipants. The placements of a broker are requested once. */
export class VersionsInForce {
  readonly #broker: BrokerClient;
  readonly #placements: Promise<readonly Placement[]>;

  constructor(broker: BrokerClient) {
    this.#broker = broker;
    this.#placements = listPlacements(broker);
    this.#placements.catch(() => undefined); // `find` reports the error
  }

  async find(pacticipant: string): Promise<PacticipantInForce> {
    const path = `/pacticipants/${encodeURIComponent(pacticipant)}`;
    const { name, mainBranch = null } = await this.#broker.getCurrent(path);
    if (name !== pacticipant) throw new ContractError('BROKER_CONTRADICTION', `${path} is about ${name}`);
    const head = mainBranch === null ? undefined : await this.#findHead(pacticipant, mainBranch);
    const placements = (await this.#placements).filter((one) => one.pacticipant === pacticipant);
    const numbers = [...new Set([...(head === undefined ? [] : [head]), ...placements.map(({ version }) => version)])];
    const versions = numbers.map((version) => ({
      pacticipant,
      version,
      ...(version === head && { mainBranch }),
      environments: placements.filter((one) => one.version === version).map(({ environment }) => environment),
    }));
    return { pacticipant, mainBranch, versions };
  }

  async #findHead(pacticipant: string, branch: string): Promise<string | undefined> {
    const path = `/pacticipants/${encodeURIComponent(pacticipant)}/branches/${encodeURIComponent(branch)}`;
    const head = await this.#broker.findCurrent(`${path}/latest-version`);
    if (!head) return undefined;
    if (typeof head.number !== 'string') throw new ContractError('BROKER_NOT_HAL', `${path}/latest-version`);
    const branches = listOf(head._embedded?.branchVersions ?? [{ name: branch }], `${path}/latest-version`);
    if (branches.some(({ name }) => name === branch)) return head.number;
    throw new ContractError(
      'BROKER_CONTRADICTION',
      `${path}/latest-version is about ${head.number}, which is not on it`,
    );
  }
}

interface Placement {
  readonly pacticipant: string;
  readonly version: string;
  readonly environment: string;
}

/** Every deployed or released version, in every environment. */
async function listPlacements(broker: BrokerClient): Promise<readonly Placement[]> {
  const { _embedded } = await broker.getCurrent('/environments');
  const environments: Hal[] = listOf(_embedded?.environments, '/environments');
  const placements = environments.map(async (environment) => [
    ...(await listEntries(broker, environment, 'deployed', 'pb:currently-deployed-deployed-versions')),
    ...(await listEntries(broker, environment, 'released', 'pb:currently-supported-released-versions')),
  ]);
  return (await Promise.all(placements)).flat();
}

async function listEntries(
  broker: BrokerClient,
  environment: Hal,
  kind: string,
  relation: string,
): Promise<Placement[]> {
  const link = [environment._links?.[relation] ?? []].flat()[0];
  if (!link) throw new ContractError('BROKER_NOT_HAL', `the environment ${environment.name} without ${relation}`);
  const { _embedded } = await broker.getCurrent(link.href);
  return listOf(_embedded?.[`${kind}Versions`], link.href).map(({ _embedded: { pacticipant, version } }: Hal) => ({
    pacticipant: pacticipant.name,
    version: version.number,
    environment: environment.name,
  }));
}

/** A list that is missing is no empty list. */
function listOf(list: unknown, path: string): Hal[] {
  if (!Array.isArray(list)) throw new ContractError('BROKER_NOT_HAL', withoutCredentials(path));
  return list;
}
