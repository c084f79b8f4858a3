import { z } from 'zod';
import type { BrokerClient } from '../../broker-client/client.ts';
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
    const stated = head._embedded?.branchVersions ?? [{ name: branch }];
    const branches = parseList(Name, stated, `${path}/latest-version`);
    if (branches.some(({ name }) => name === branch)) return head.number;
    throw new ContractError(
      'BROKER_CONTRADICTION',
      `${path}/latest-version is about ${head.number}, which is not on it`,
    );
  }
}

const Link = z.object({ href: z.string() });
const Name = z.object({ name: z.string() });
const Environment = z.object({
  name: z.string(),
  _links: z.record(z.string(), z.union([Link, z.array(Link)])),
});
const Version = z.object({ number: z.string(), _links: z.object({ self: Link.optional() }).optional() });
const Entry = z.object({ _embedded: z.object({ pacticipant: Name, version: Version }) });

interface Placement {
  readonly pacticipant: string;
  readonly version: string;
  readonly environment: string;
}

/** Every deployed or released version, in every environment. */
async function listPlacements(broker: BrokerClient): Promise<readonly Placement[]> {
  const { _embedded } = await broker.getCurrent('/environments');
  const environments = parseList(Environment, _embedded?.environments, '/environments');
  const placements = environments.map(async (environment) => [
    ...(await listEntries(broker, environment, 'deployed', 'pb:currently-deployed-deployed-versions')),
    ...(await listEntries(broker, environment, 'released', 'pb:currently-supported-released-versions')),
  ]);
  return (await Promise.all(placements)).flat();
}

async function listEntries(
  broker: BrokerClient,
  environment: z.infer<typeof Environment>,
  kind: string,
  relation: string,
): Promise<Placement[]> {
  const link = [environment._links[relation] ?? []].flat()[0];
  if (!link) throw new ContractError('BROKER_NOT_HAL', `the environment ${environment.name} without ${relation}`);
  const { _embedded } = await broker.getCurrent(link.href);
  return parseList(Entry, _embedded?.[`${kind}Versions`], link.href).map(({ _embedded: { pacticipant, version } }) => {
    const { name } = pacticipant;
    assertLinkOf(version, name);
    return { pacticipant: name, version: version.number, environment: environment.name };
  });
}

/** The link of a version names its pacticipant and its number: a placement of others is a contradiction. */
function assertLinkOf({ number, _links }: z.infer<typeof Version>, pacticipant: string): void {
  const href = _links?.self?.href;
  const path = `/pacticipants/${encodeURIComponent(pacticipant)}/versions/${encodeURIComponent(number)}`;
  if (href === undefined || decodedPath(href).endsWith(decodedPath(path))) return;
  throw new ContractError('BROKER_CONTRADICTION', `${pacticipant} ${number} has the link ${withoutCredentials(href)}`);
}

/** Brokers differ in the characters that they encode. */
function decodedPath(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

/** A list that is missing is no empty list, and an entry that cannot be read may be a version in force. */
function parseList<Schema extends z.ZodType>(entry: Schema, list: unknown, path: string): z.infer<Schema>[] {
  const parsed = z.array(entry).safeParse(list);
  if (!parsed.success) throw new ContractError('BROKER_NOT_HAL', withoutCredentials(path), { cause: parsed.error });
  return parsed.data;
}
