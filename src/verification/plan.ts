import type { VerifierOptions } from '@pact-foundation/pact';
import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { pactAt, pactInFile, selectedPacts } from './find-pacts.ts';
import type { PactSource } from './pact-source.ts';
import { mainBranchOf, selectionFor, workInProgressSince } from './selection.ts';
import type { ServedPact } from './served-pact.ts';

/** The pacts to verify, and the options with which the official verifier finds the same ones. */
export interface Plan {
  readonly pacts: readonly ServedPact[];
  readonly options: Partial<VerifierOptions>;
}

/** Reads the pacts that the official verifier will verify. */
export async function planFor(source: PactSource, provider: string, branch?: string): Promise<Plan> {
  switch (source.kind) {
    case 'file':
      return { pacts: [pactInFile(source.path)], options: { pactUrls: [source.path] } };
    case 'url': {
      const options = { pactUrls: [source.url], ...credentials(source.broker) };
      return { pacts: [await pactAt(new BrokerClient(source.broker), source.url)], options };
    }
    case 'selected':
      return selectedPlan(source.broker, provider, branch);
  }
}

async function selectedPlan(access: BrokerAccess, provider: string, branch?: string): Promise<Plan> {
  const broker = new BrokerClient(access);
  const selection = selectionFor(provider, branch, branch ? await mainBranchOf(broker, provider) : undefined);
  const options = {
    pactBrokerUrl: access.url,
    ...credentials(access),
    consumerVersionSelectors: [...selection.selectors],
    enablePending: selection.pending,
    ...(selection.pending && { includeWipPactsSince: workInProgressSince }),
  };
  return { pacts: await selectedPacts(broker, selection), options };
}

function credentials({ token, username, password }: BrokerAccess): Partial<VerifierOptions> {
  if (token) return { pactBrokerToken: token };
  return username && password ? { pactBrokerUsername: username, pactBrokerPassword: password } : {};
}
