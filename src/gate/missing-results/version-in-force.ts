import type { BrokerClient } from '../../broker-client/client.ts';
import type { Hal } from '../../broker-client/hal.ts';
import { ContractError } from '../../config/errors.ts';

/** A version that counts now: the newest of the main branch, or one that is deployed or released somewhere. */
export interface Standing {
  readonly pacticipant: string;
  readonly version: string;
  /** The main branch, when it is its newest version. */
  readonly mainBranch?: string;
  /** The environments that it is in. */
  readonly environments: readonly string[];
}

/** What a pacticipant has in force; `mainBranch` null: the broker does not know which branch that is. */
export interface InForce {
  readonly pacticipant: string;
  readonly mainBranch: string | null;
  readonly versions: readonly Standing[];
}

/** Asks a broker, by its official API, for what is in force. */
export class Standings {
  readonly #broker: BrokerClient;
  readonly #environments: Promise<readonly Placed[]>;

  constructor(broker: BrokerClient) {
    this.#broker = broker;
    this.#environments = placed(broker);
    this.#environments.catch(() => undefined); // whoever asks is told
  }

  /** The versions of one pacticipant. */
  async of(pacticipant: string): Promise<InForce> {
    const { mainBranch = null } = await this.#broker.get(`/pacticipants/${encodeURIComponent(pacticipant)}`);
    const head = mainBranch === null ? undefined : await this.#head(pacticipant, mainBranch);
    const there = (await this.#environments).filter((one) => one.pacticipant === pacticipant);
    const numbers = [...new Set([...(head === undefined ? [] : [head]), ...there.map(({ version }) => version)])];
    const versions = numbers.map((version) => ({
      pacticipant,
      version,
      ...(version === head && { mainBranch }),
      environments: there.filter((one) => one.version === version).map(({ environment }) => environment),
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

interface Placed {
  readonly pacticipant: string;
  readonly version: string;
  readonly environment: string;
}

/** All that is deployed or released, in every environment. */
async function placed(broker: BrokerClient): Promise<readonly Placed[]> {
  const { _embedded } = await broker.get('/environments');
  const environments: Hal[] = _embedded?.environments ?? [];
  const each = environments.map(async (environment) => [
    ...(await entries(broker, environment, 'deployed', 'pb:currently-deployed-deployed-versions')),
    ...(await entries(broker, environment, 'released', 'pb:currently-supported-released-versions')),
  ]);
  return (await Promise.all(each)).flat();
}

async function entries(broker: BrokerClient, environment: Hal, kind: string, relation: string): Promise<Placed[]> {
  const link = [environment._links?.[relation] ?? []].flat()[0];
  if (!link) throw new ContractError('BROKER_NOT_HAL', `the environment ${environment.name} without ${relation}`);
  const { _embedded } = await broker.get(link.href);
  return (_embedded?.[`${kind}Versions`] ?? []).map(({ _embedded: of }: Hal) => ({
    pacticipant: of.pacticipant.name,
    version: of.version.number,
    environment: environment.name,
  }));
}
