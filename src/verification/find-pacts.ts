import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal, Link } from '../broker-client/hal.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import {
  assertContentOf,
  assertNoneMissing,
  assertPactWith,
  assertPendingRequested,
  findMainConsumers,
} from './consistency.ts';
import { type PactToVerify, parsePact } from './pact-to-verify.ts';
import { withPositionIds } from './positions.ts';
import { type Selection, WORK_IN_PROGRESS_SINCE } from './selection.ts';

const PACTS_RELATION = 'pb:provider-pacts-for-verification';

const ListedPact = z.object({
  verificationProperties: z.object({
    pending: z.boolean().default(false),
    notices: z.array(z.object({ when: z.string(), text: z.string() })).default([]),
  }),
  _links: z.object({ self: z.object({ href: z.string() }) }),
});

/**
 * Finds the pacts that the official verifier receives for this selection. They are requested in the same way.
 * @throws ContractError NOTHING_TO_VERIFY; PACT_UNREADABLE; BROKER_NOT_HAL
 */
export async function findSelectedPacts(broker: BrokerClient, selection: Selection): Promise<PactToVerify[]> {
  const found = await findSelectedResources(broker, selection);
  if (found.length === 0) throw new ContractError('NOTHING_TO_VERIFY', describeSelection(selection));
  return found.map(({ href, json, properties }) => parsePact(href, json, properties));
}

/** A pact in the broker, with the broker's notices about its verification. */
export interface SelectedResource {
  readonly href: string;
  readonly json: Hal;
  readonly properties: z.infer<typeof ListedPact>['verificationProperties'];
}

/**
 * Finds the resources of the selected pacts, without checking their content; an empty list if there are none.
 * @throws ContractError NOTHING_TO_VERIFY if the broker does not know the provider; BROKER_NOT_HAL; BROKER_CONTRADICTION
 */
export async function findSelectedResources(
  broker: BrokerClient,
  selection: AnySelection,
): Promise<SelectedResource[]> {
  const index = await broker.getCurrent('/');
  const expected = selection.selectors.some((selector) => 'mainBranch' in selector)
    ? await findMainConsumers(broker, index, selection.provider)
    : undefined;
  const listed = await listPacts(broker, index, selection);
  const resources = await Promise.all(listed.map((pact) => loadListed(broker, pact, selection)));
  const consumers = resources.map(({ json }) => json.consumer.name);
  if (listed.length > 0) assertNoneMissing(expected ?? [], consumers, selection.provider);
  return resources;
}

/** A selection by selectors of any kind. */
type AnySelection = Omit<Selection, 'selectors'> & { readonly selectors: readonly object[] };

async function loadListed(
  broker: BrokerClient,
  { verificationProperties: properties, _links }: z.infer<typeof ListedPact>,
  selection: AnySelection,
): Promise<SelectedResource> {
  const { href } = _links.self;
  assertPactWith(selection.provider, href);
  assertPendingRequested(href, properties.pending, selection.pending);
  const json = await broker.getCurrent(href);
  assertContentOf(href, json);
  return { href, json, properties };
}

async function listPacts(broker: BrokerClient, index: Hal, { provider, selectors, pending, branch }: AnySelection) {
  const href = linkOf(index, PACTS_RELATION).replace('{provider}', encodeURIComponent(provider));
  const resource = await broker.findCurrent(href);
  if (!resource) throw new ContractError('NOTHING_TO_VERIFY', `the Pact Broker knows no pact with ${provider}`);
  const self = linkOf(resource, 'self');
  const query = {
    consumerVersionSelectors: selectors,
    includePendingStatus: pending,
    ...(pending && { includeWipPactsSince: WORK_IN_PROGRESS_SINCE }),
    providerVersionBranch: branch,
  };
  const response = await broker.postCurrent(self, query);
  const parsed = z.array(ListedPact).safeParse(response._embedded?.pacts);
  if (!parsed.success) throw new ContractError('BROKER_NOT_HAL', self, { cause: parsed.error });
  return parsed.data;
}

function linkOf({ _links }: Hal, rel: string): string {
  const { href } = [_links?.[rel]].flat()[0] ?? ({} as Partial<Link>);
  if (!href) throw new ContractError('BROKER_NOT_HAL', `the resource without a link ${rel}`);
  return href;
}

function describeSelection({ provider, selectors, branch }: Selection): string {
  const names = selectors.map((selector) => Object.keys(selector)[0]);
  return `none with ${provider} is selected by ${names.join(', ')}${branch ? ` (branch ${branch})` : ''}`;
}

/** Loads the pact at a broker's URL, such as the ${pactbroker.pactUrl} of a webhook. @throws ContractError PACT_UNREADABLE */
export async function loadPact(broker: BrokerClient, url: string): Promise<PactToVerify> {
  const pact = await broker.findCurrent(url);
  if (!pact) throw new ContractError('PACT_UNREADABLE', `the Pact Broker does not know ${withoutCredentials(url)}`);
  assertContentOf(url, pact);
  return parsePact(url, pact);
}

/**
 * Loads the pact in a file; its interactions are numbered.
 * @throws ContractError PACT_UNREADABLE, also if it is a pact with another provider than the given one
 */
export function loadPactFile(path: string, provider?: string): PactToVerify {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ContractError('PACT_UNREADABLE', `${path}: ${(cause as Error).message}`, { cause });
  }
  const pact = parsePact(path, json, { provider });
  return { ...pact, interactions: withPositionIds(pact.interactions) };
}
