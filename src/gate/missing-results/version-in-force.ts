import type { BrokerClient } from '../../broker-client/client.ts';
import type { Hal } from '../../broker-client/hal.ts';
import { ContractError } from '../../config/errors.ts';

/** A version in force: the newest of the main branch, or one that is deployed or released in an environment. */
export interface VersionInForce {
  readonly pacticipant: string;
  readonly version: string;
  /** The main branch, if this is its newest version. */
  readonly mainBranch?: string;
  /** The environments that it is in. */
  readonly environments: readonly string[];
}

/** The versions in force of a pacticipant. `mainBranch` is null when the broker does not know it. */
export interface InForce {
  readonly pacticipant: string;
  readonly mainBranch: string | null;
  readonly versions: readonly VersionInForce[];
}

/** Reads the versions in force from a broker, by its official API. */
export class VersionsInForce {
  readonly #broker: BrokerClient;
  readonly #environments: Promise<readonly Placement[]>;

  constructor(broker: BrokerClient) {
    this.#broker = broker;
    this.#environments = listPlacements(broker);
    this.#environments.catch(() => undefined); // `of` reports the error
  }

  /** The versions of one pacticipant. */
  async of(pacticipant: string): Promise<InForce> {
    const { mainBranch = null } = await this.#broker.get(`/pacticipants/${encodeURIComponent(pacticipant)}`);
    const head = mainBranch === null ? undefined : await this.#head(pacticipant, mainBranch);
    const placements = (await this.#environments).filter((one) => one.pacticipant === pacticipant);
    const numbers = [...new Set([...(head === undefined ? [] : [head]), ...placements.map(({ version }) => version)])];
    const versions = numbers.map((version) => ({
      pacticipant,
      version,
      ...(version === head && { mainBranch }),
      environments: placements.filter((one) => one.version === version).map(({ environment }) => environment),
    }));
    return { pacticipant, mainBranch, versions };
  }

  async #head(pacticipant: string, branch: string): Promise<string | undefined> {
    const [name, of] = [pacticipant, branch].map(encodeURIComponent);
    return this.#broker.get(`/pacticipants/${name}/branches/${of}/latest-version`).then(
      ({ number }) => number,
      (error) => {
        if (error instanceof ContractError && error.code === 'NOT_FOUND') return undefined;
        throw error;
      },
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
  const { _embedded } = await broker.get('/environments');
  const environments: Hal[] = _embedded?.environments ?? [];
  const each = environments.map(async (environment) => [
    ...(await entries(broker, environment, 'deployed', 'pb:currently-deployed-deployed-versions')),
    ...(await entries(broker, environment, 'released', 'pb:currently-supported-released-versions')),
  ]);
  return (await Promise.all(each)).flat();
}

async function entries(broker: BrokerClient, environment: Hal, kind: string, relation: string): Promise<Placement[]> {
  const link = [environment._links?.[relation] ?? []].flat()[0];
  if (!link) throw new ContractError('BROKER_NOT_HAL', `the environment ${environment.name} without ${relation}`);
  const { _embedded } = await broker.get(link.href);
  return (_embedded?.[`${kind}Versions`] ?? []).map(({ _embedded: of }: Hal) => ({
    pacticipant: of.pacticipant.name,
    version: of.version.number,
    environment: environment.name,
  }));
}
