import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal, Link } from '../broker-client/hal.ts';
import { ContractError } from '../config/errors.ts';
import { type Selection, workInProgressSince } from './selection.ts';
import { readPact, type ServedPact } from './served-pact.ts';

const relation = 'pb:provider-pacts-for-verification';

const Listed = z.object({
  verificationProperties: z.object({
    pending: z.boolean().default(false),
    notices: z.array(z.object({ when: z.string(), text: z.string() })).default([]),
  }),
  _links: z.object({ self: z.object({ href: z.string() }) }),
});

/**
 * The pacts that the official verifier receives for this selection. They are requested in the same way.
 * @throws ContractError NOTHING_TO_VERIFY; PACT_UNREADABLE; BROKER_NOT_HAL
 */
export async function selectedPacts(broker: BrokerClient, selection: Selection): Promise<ServedPact[]> {
  const found = await selectedResources(broker, selection);
  if (found.length === 0) throw new ContractError('NOTHING_TO_VERIFY', describeSelection(selection));
  return found.map(({ href, json, properties }) => readPact(href, json, properties));
}

/** A pact in the broker, with the broker's notices about its verification. */
export interface SelectedResource {
  readonly href: string;
  readonly json: Hal;
  readonly properties: z.infer<typeof Listed>['verificationProperties'];
}

/**
 * The resources of these pacts, with any content; an empty list when there are none.
 * @throws ContractError NOTHING_TO_VERIFY when the broker does not know the provider; BROKER_NOT_HAL
 */
export async function selectedResources(broker: BrokerClient, selection: AnySelection): Promise<SelectedResource[]> {
  const listed = await list(broker, selection);
  return Promise.all(
    listed.map(async ({ verificationProperties: properties, _links: { self } }) => ({
      href: self.href,
      json: await broker.get(self.href),
      properties,
    })),
  );
}

/** A selection by selectors of any kind. */
type AnySelection = Omit<Selection, 'selectors'> & { readonly selectors: readonly object[] };

async function list(broker: BrokerClient, { provider, selectors, pending, branch }: AnySelection) {
  const index = linkOf(await broker.get('/'), relation).replace('{provider}', encodeURIComponent(provider));
  const self = linkOf(await broker.get(index).catch(unknownProvider(provider)), 'self');
  const question = {
    consumerVersionSelectors: selectors,
    includePendingStatus: pending,
    ...(pending && { includeWipPactsSince: workInProgressSince }),
    providerVersionBranch: branch,
  };
  const answer = await broker.post(self, question);
  const parsed = z.array(Listed).safeParse(answer._embedded?.pacts);
  if (!parsed.success) throw new ContractError('BROKER_NOT_HAL', self, { cause: parsed.error });
  return parsed.data;
}

function linkOf({ _links }: Hal, rel: string): string {
  const { href } = [_links?.[rel]].flat()[0] ?? ({} as Partial<Link>);
  if (!href) throw new ContractError('BROKER_NOT_HAL', `the resource without a link ${rel}`);
  return href;
}

function unknownProvider(provider: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof ContractError) || error.code !== 'NOT_FOUND') throw error;
    throw new ContractError('NOTHING_TO_VERIFY', `the Pact Broker knows no pact with ${provider}`);
  };
}

function describeSelection({ provider, selectors, branch }: Selection): string {
  const names = selectors.map((selector) => Object.keys(selector)[0]);
  return `none with ${provider} is selected by ${names.join(', ')}${branch ? ` (branch ${branch})` : ''}`;
}

/** The pact at a broker's URL, e.g. the ${pactbroker.pactUrl} of a webhook. */
export async function pactAt(broker: BrokerClient, url: string): Promise<ServedPact> {
  try {
    return readPact(url, await broker.get(url));
  } catch (error) {
    if (!(error instanceof ContractError) || error.code !== 'NOT_FOUND') throw error;
    throw new ContractError('PACT_UNREADABLE', error.message, { cause: error });
  }
}

/** The pact in a file. */
export function pactInFile(path: string): ServedPact {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ContractError('PACT_UNREADABLE', `${path}: ${(cause as Error).message}`, { cause });
  }
  return readPact(path, json);
}
