import { randomBytes } from 'node:crypto';
import { type BrokerAccess, BrokerClient } from '../../../src/broker-client/client.ts';
import type { Hal } from '../../../src/broker-client/hal.ts';
import { useAnyBroker } from '../../support/use-broker.ts';
import { pact } from './pact.ts';

/** A broker for many tests: each uses unique names (see `own`). */
export interface TestBroker {
  readonly access: BrokerAccess;
  readonly get: (path: string) => Promise<Hal>;
}

/** A broker for the tests of a file. */
export function useTestBroker(): TestBroker {
  const broker = useAnyBroker();
  return {
    get access() {
      return { url: broker.url };
    },
    get: (path) => new BrokerClient({ url: broker.url }).get(path),
  };
}

/** A unique name: `osprey_1f09ab23`. */
export const own = (name: string) => `${name}_${randomBytes(4).toString('hex')}`;

/** Writes to the broker directly, without the code under test. */
export function historian({ access }: TestBroker) {
  const client = new BrokerClient(access);
  const path = (consumer: string, provider: string, version: string) =>
    `/pacts/provider/${provider}/consumer/${consumer}/version/${version}`;
  return {
    /** Publishes a pact of the consumer version, which relies on a level of the provider's event. */
    async publish(consumer: string, version: string, provider: string, level = 'soft') {
      const content = JSON.stringify({ ...pact(provider, level), consumer: { name: consumer } });
      const contract = {
        consumerName: consumer,
        providerName: provider,
        specification: 'pact',
        contentType: 'application/json',
      };
      await client.post('/contracts/publish', {
        pacticipantName: consumer,
        pacticipantVersionNumber: version,
        branch: 'main',
        contracts: [{ ...contract, content: Buffer.from(content).toString('base64') }],
      });
    },
    /** Publishes a verification result of the provider version for the pact of the consumer version. */
    async verify(provider: string, providerVersion: string, consumer: string, version: string, success = true) {
      const { _links } = await client.get(path(consumer, provider, version));
      const link = [_links?.['pb:publish-verification-results'] ?? []].flat()[0];
      await client.post(link?.href ?? '', { success, providerApplicationVersion: providerVersion });
    },
    /** Creates an environment. */
    async environment(name: string) {
      await client.post('/environments', { name, production: false });
    },
    /** Records that the version is released to the environment. */
    async release(pacticipant: string, version: string, environment: string) {
      const { _links } = await client.get(`/pacticipants/${pacticipant}/versions/${version}`);
      const links = [_links?.['pb:record-release'] ?? []].flat();
      await client.post(links.find(({ name }) => name === environment)?.href ?? '', {});
    },
  };
}
