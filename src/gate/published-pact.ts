import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import type { PactFile } from './pact-files.ts';
import type { Publication } from './publication.ts';

/** The pact that the broker has for this version of the consumer and the same provider, if any. */
export async function findPublished(client: BrokerClient, pact: PactFile, version: string): Promise<Hal | undefined> {
  return client.findCurrent(pactPath(pact, version));
}

/** Whether the resource states that it is the pact of this version, this consumer and this provider. A broker may ignore the case of names. */
export function isPactOf(resource: Hal, { pact }: PactFile, version: string): boolean {
  const { consumer, provider, _links } = resource;
  const [stated] = [_links?.['pb:consumer-version']].flat();
  return (
    isSameName(consumer?.name, pact.consumer.name) &&
    isSameName(provider?.name, pact.provider.name) &&
    stated?.name === version &&
    urlOf(resource) !== ''
  );
}

function isSameName(stated: unknown, name: string): boolean {
  return typeof stated === 'string' && stated.toLowerCase() === name.toLowerCase();
}

/** The version, branch and tags of a publication that the broker does not show: without them no selector finds its pacts. */
export async function findUnrecordedNames(
  client: BrokerClient,
  consumer: string,
  { version, branch, tags = [] }: Pick<Publication, 'version' | 'branch' | 'tags'>,
): Promise<string[]> {
  const path = `/pacticipants/${encodeURIComponent(consumer)}/versions/${encodeURIComponent(version)}`;
  const { number, _embedded: embedded } = await client.getCurrent(path);
  const names = tags.flatMap((tag) => tag.split(',')).map((name) => name.trim());
  return [
    ...(number === version ? [] : ['the version']),
    ...(namesIn(embedded?.branchVersions).includes(branch) ? [] : [`the branch ${branch}`]),
    ...names.filter((name) => !namesIn(embedded?.tags).includes(name)).map((name) => `the tag ${name}`),
  ];
}

function namesIn(list: unknown): string[] {
  return Array.isArray(list) ? list.map((one) => String(one?.name).trim()) : [];
}

function pactPath({ pact }: PactFile, version: string): string {
  const [provider, consumer, number] = [pact.provider.name, pact.consumer.name, version].map(encodeURIComponent);
  return `/pacts/provider/${provider}/consumer/${consumer}/version/${number}`;
}

/** The URL of a resource. */
export function urlOf({ _links }: Hal): string {
  return [_links?.self ?? []].flat()[0]?.href ?? '';
}
