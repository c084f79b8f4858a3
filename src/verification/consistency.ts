/**
 * Checks the pacts that a broker returns. If a pact were missing, shortened, of another consumer, or pending although no pending pacts were
 * requested, the verification could succeed without proving anything.
 */
import { z } from 'zod';
import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { countMessages, writtenMessagesOf } from '../pact/origin.ts';
import { usageMetadataOf } from '../usage/pact.ts';

const LATEST_MAIN_PACTS = 'pb:latest-provider-pacts-with-main-branch';

/**
 * Checks that the content at the URL of a pact is the pact of the provider and consumer that the URL names, with all of its interactions.
 * @throws ContractError BROKER_CONTRADICTION
 */
export function assertContentOf(href: string, json: Hal): void {
  const names = namesInPath(href);
  const contradictions = (['provider', 'consumer'] as const).flatMap((side) => {
    const stated = json[side]?.name;
    return isSame(stated, names[side]) ? [] : [`its ${side} is ${stated}`];
  });
  const missing = missingInteractions(json);
  if (missing.length > 0) contradictions.push(`it has no interaction "${missing[0]}", which its metadata lists`);
  const written = writtenMessagesOf(json);
  const present = countMessages(json);
  if (written !== undefined && present < written)
    contradictions.push(`it has ${present} messages, and ${written} were written`);
  if (contradictions.length > 0)
    throw contradictionError(`the pact at ${withoutCredentials(href)}: ${contradictions.join(', ')}`);
}

/**
 * Checks that a pact is pending only if pending pacts were requested. Otherwise its failures would be ignored on a main branch.
 * @throws ContractError BROKER_CONTRADICTION
 */
export function assertPendingRequested(href: string, pending: boolean, requested: boolean): void {
  if (pending && !requested)
    throw contradictionError(`the pact at ${withoutCredentials(href)} is pending, but pending was not requested`);
}

/**
 * Checks that the URL of a selected pact is that of a pact with the provider.
 * @throws ContractError BROKER_CONTRADICTION
 */
export function assertPactWith(provider: string, href: string): void {
  if (!isSame(namesInPath(href).provider, provider))
    throw contradictionError(`${withoutCredentials(href)} is among the pacts of ${provider}`);
}

/**
 * The names of the consumers with a pact on their main branch; undefined if the broker has no such list.
 * @throws ContractError BROKER_NOT_HAL
 */
export async function findMainConsumers(
  broker: BrokerClient,
  index: Hal,
  provider: string,
): Promise<string[] | undefined> {
  const { href } = [index._links?.[LATEST_MAIN_PACTS]].flat()[0] ?? {};
  if (!href) return undefined;
  const list = await broker.findCurrent(href.replace('{provider}', encodeURIComponent(provider)));
  if (!list) return undefined;
  const links = z.array(z.object({ name: z.string() })).safeParse(list._links?.['pb:pacts']);
  if (!links.success) throw new ContractError('BROKER_NOT_HAL', withoutCredentials(href), { cause: links.error });
  return links.data.map(({ name }) => name);
}

/**
 * Checks that the selection contains a pact of each of these consumers.
 * @throws ContractError BROKER_CONTRADICTION
 */
export function assertNoneMissing(expected: readonly string[], selected: readonly string[], provider: string): void {
  const missing = expected.filter((name) => !selected.some((one) => isSame(one, name)));
  if (missing.length > 0)
    throw contradictionError(
      `${missing.join(', ')} has a pact with ${provider} on its main branch, which is not among the pacts for verification`,
    );
}

function namesInPath(href: string): { provider?: string | undefined; consumer?: string | undefined } {
  const { pathname } = new URL(href, 'http://localhost');
  const [, provider, consumer] = /\/pacts?\/provider\/([^/]+)\/consumer\/([^/]+)\//.exec(pathname) ?? [];
  return { provider: decode(provider), consumer: decode(consumer) };
}

function decode(segment: string | undefined): string | undefined {
  try {
    return segment && decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** The metadata of usage name each of its interactions. */
function missingInteractions(json: Hal): string[] {
  const { interactions } = json;
  const present = Array.isArray(interactions) ? interactions.map(({ description }) => description) : [];
  return Object.keys(usageMetadataOf(json)?.locations ?? {}).filter((name) => !present.includes(name));
}

/** A broker may be configured to ignore the case of names. */
export function isSame(stated: unknown, name: string | undefined): boolean {
  return typeof stated === 'string' && stated.toLowerCase() === name?.toLowerCase();
}

function contradictionError(contradiction: string): ContractError {
  return new ContractError('BROKER_CONTRADICTION', contradiction);
}
