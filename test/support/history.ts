import { contract } from '../../scripts/support/contract.ts';
import type { Answer, TestBroker } from './test-broker.ts';

export interface VersionOptions {
  readonly branch?: string;
  readonly tags?: readonly string[];
}

export interface PublishOptions extends VersionOptions {
  /** Default: `core`. */
  readonly provider?: string;
  readonly buildUrl?: string;
}

/** The request body to publish a pact of a version, with an interaction for each description. */
export function publication(
  consumer: string,
  number: string,
  interactions: readonly string[],
  { provider = 'core', ...version }: PublishOptions = {},
) {
  return {
    pacticipantName: consumer,
    pacticipantVersionNumber: number,
    ...version,
    contracts: [contract(consumer, provider, { interactions: interactions.map((description) => ({ description })) })],
  };
}

/** Creates versions, pacts, results and placements by a broker's API; each call must succeed. */
export class History {
  readonly #broker: TestBroker;

  constructor(broker: TestBroker) {
    this.#broker = broker;
  }

  /** Creates a version, with `branch` and `tags` if given. */
  async version(pacticipant: string, number: string, { branch, tags = [] }: VersionOptions = {}): Promise<void> {
    const of = `/pacticipants/${encodeURIComponent(pacticipant)}`;
    const version = `versions/${encodeURIComponent(number)}`;
    if (branch) await this.#put(`${of}/branches/${encodeURIComponent(branch)}/${version}`);
    for (const tag of tags) await this.#put(`${of}/${version}/tags/${encodeURIComponent(tag)}`);
    if (!branch && tags.length === 0) await this.#put(`${of}/${version}`);
  }

  /** Sets the main branch of a pacticipant. */
  async mainBranch(pacticipant: string, mainBranch: string): Promise<void> {
    await this.#send('PATCH', `/pacticipants/${encodeURIComponent(pacticipant)}`, { mainBranch });
  }

  /** Publishes a pact with these descriptions; equal descriptions give the same pact version. */
  async publish(
    consumer: string,
    number: string,
    interactions: readonly string[],
    options: PublishOptions = {},
  ): Promise<void> {
    await this.#send('POST', '/contracts/publish', publication(consumer, number, interactions, options));
  }

  /** Posts a result of a version of `core` for the pact of a consumer version. */
  async verify(coreVersion: string, consumer: string, number: string, success: boolean): Promise<void> {
    const { body } = await this.#send('GET', `/pacts/provider/core/consumer/${consumer}/version/${number}`);
    const { pathname } = new URL(body._links['pb:publish-verification-results'].href);
    await this.#send('POST', pathname, { success, providerApplicationVersion: coreVersion });
  }

  /** Returns the uuid of an environment; creates it if it does not exist. */
  async environment(name: string): Promise<string> {
    const { body } = await this.#send('GET', `/environments?name=${encodeURIComponent(name)}`);
    const [found] = body._embedded.environments;
    return (found ?? (await this.#send('POST', '/environments', { name, production: false })).body).uuid;
  }

  /** Records a deployment, for an application instance if given; returns its uuid. */
  async deploy(
    pacticipant: string,
    number: string,
    environment: string,
    applicationInstance?: string,
  ): Promise<string> {
    const path = await this.#placement(pacticipant, number, 'deployed-versions', environment);
    return (await this.#send('POST', path, { applicationInstance })).body.uuid;
  }

  /** Records a release; returns its uuid. */
  async release(pacticipant: string, number: string, environment: string): Promise<string> {
    const path = await this.#placement(pacticipant, number, 'released-versions', environment);
    return (await this.#send('POST', path, {})).body.uuid;
  }

  async #placement(pacticipant: string, number: string, what: string, environment: string): Promise<string> {
    const version = `/pacticipants/${encodeURIComponent(pacticipant)}/versions/${encodeURIComponent(number)}`;
    return `${version}/${what}/environment/${await this.environment(environment)}`;
  }

  #put(path: string): Promise<Answer> {
    return this.#send('PUT', path, {});
  }

  async #send(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.#broker.ask(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }
}
