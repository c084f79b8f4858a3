import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import type { PactFile } from './pact-files.ts';

/** The pact that the broker has for this version of the consumer and the same provider, if any. */
export async function findPublished(client: BrokerClient, pact: PactFile, version: string): Promise<Hal | undefined> {
  return client.find(pactPath(pact, version));
}

function pactPath({ pact }: PactFile, version: string): string {
  const [provider, consumer, number] = [pact.provider.name, pact.consumer.name, version].map(encodeURIComponent);
  return `/pacts/provider/${provider}/consumer/${consumer}/version/${number}`;
}

/** The URL of a resource. */
export function urlOf({ _links }: Hal): string {
  return [_links?.self ?? []].flat()[0]?.href ?? '';
}
