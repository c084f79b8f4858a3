import type { Answer, TestBroker } from '../../test/support/test-broker.ts';

export interface VersionOptions {
  readonly branch?: string;
  readonly tags?: readonly string[];
}

export interface PublishOptions extends VersionOptions {
  /** `core` if none is named. */
  readonly provider?: string;
  readonly buildUrl?: string;
}

/** What a client sends to publish the pact of a version; its interactions are named by their descriptions. */
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

/** A contract as it is published, names inside included. */
export function contract(consumer: string, provider: string, content: object) {
  const pact = { consumer: { name: consumer }, provider: { name: provider }, ...content };
  return {
    consumerName: consumer,
    providerName: provider,
    specification: 'pact',
    contentType: 'application/json',
    content: Buffer.from(JSON.stringify(pact)).toString('base64'),
  };
}

/** Tells a broker what happened, through its API; every step must succeed. */
export class History {
  readonly #broker: TestBroker;

  constructor(broker: TestBroker) {
    this.#broker = broker;
  }

  /** A version appears, on a branch and with tags if these are named. */
  async version(pacticipant: string, number: string, { branch, tags = [] }: VersionOptions = {}): Promise<void> {
    const of = `/pacticipants/${encodeURIComponent(pacticipant)}`;
    const version = `versions/${encodeURIComponent(number)}`;
    if (branch) await this.#put(`${of}/branches/${encodeURIComponent(branch)}/${version}`);
    for (const tag of tags) await this.#put(`${of}/${version}/tags/${encodeURIComponent(tag)}`);
    if (!branch && tags.length === 0) await this.#put(`${of}/${version}`);
  }

  /** A pacticipant names its main branch. */
  async mainBranch(pacticipant: string, mainBranch: string): Promise<void> {
    await this.#done('PATCH', `/pacticipants/${encodeURIComponent(pacticipant)}`, { mainBranch });
  }

  /** A consumer version publishes a pact whose interactions have these descriptions; the same ones are the same content. */
  async publish(
    consumer: string,
    number: string,
    interactions: readonly string[],
    options: PublishOptions = {},
  ): Promise<void> {
    await this.#done('POST', '/contracts/publish', publication(consumer, number, interactions, options));
  }

  /** A version of `core` has verified the pact that a consumer version has with it. */
  async verify(coreVersion: string, consumer: string, number: string, success: boolean): Promise<void> {
    const { body } = await this.#done('GET', `/pacts/provider/core/consumer/${consumer}/version/${number}`);
    const { pathname } = new URL(body._links['pb:publish-verification-results'].href);
    await this.#done('POST', pathname, { success, providerApplicationVersion: coreVersion });
  }

  /** The uuid of an environment, which is made when it is new. */
  async environment(name: string): Promise<string> {
    const { body } = await this.#done('GET', `/environments?name=${encodeURIComponent(name)}`);
    const [found] = body._embedded.environments;
    return (found ?? (await this.#done('POST', '/environments', { name, production: false })).body).uuid;
  }

  /** A version is deployed to an environment, as an application instance if one is named; gives the deployment's uuid. */
  async deploy(
    pacticipant: string,
    number: string,
    environment: string,
    applicationInstance?: string,
  ): Promise<string> {
    const path = await this.#placement(pacticipant, number, 'deployed-versions', environment);
    return (await this.#done('POST', path, { applicationInstance })).body.uuid;
  }

  /** A version is released in an environment; gives the release's uuid. */
  async release(pacticipant: string, number: string, environment: string): Promise<string> {
    const path = await this.#placement(pacticipant, number, 'released-versions', environment);
    return (await this.#done('POST', path, {})).body.uuid;
  }

  async #placement(pacticipant: string, number: string, what: string, environment: string): Promise<string> {
    const version = `/pacticipants/${encodeURIComponent(pacticipant)}/versions/${encodeURIComponent(number)}`;
    return `${version}/${what}/environment/${await this.environment(environment)}`;
  }

  #put(path: string): Promise<Answer> {
    return this.#done('PUT', path, {});
  }

  async #done(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.#broker.ask(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }
}
