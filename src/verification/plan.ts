import type { VerifierOptions } from '@pact-foundation/pact';
import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { findSelectedPacts, loadPact, loadPactFile } from './find-pacts.ts';
import type { PactSource } from './pact-source.ts';
import type { PactToVerify } from './pact-to-verify.ts';
import { createSelection, findMainBranch, WORK_IN_PROGRESS_SINCE } from './selection.ts';

/** The pacts to verify, and the options by which the official verifier finds the same pacts. */
export interface Plan {
  readonly pacts: readonly PactToVerify[];
  readonly options: Partial<VerifierOptions>;
}

/** Loads the pacts that the official verifier will verify. */
export async function createPlan(source: PactSource, provider: string, branch?: string): Promise<Plan> {
  switch (source.kind) {
    case 'file':
      return { pacts: [loadPactFile(source.path, provider)], options: { pactUrls: [source.path] } };
    case 'url': {
      const options = { pactUrls: [source.url], ...credentials(source.broker) };
      return { pacts: [await loadPact(new BrokerClient(source.broker), source.url)], options };
    }
    case 'selected':
      return selectedPlan(source.broker, provider, branch);
  }
}

async function selectedPlan(access: BrokerAccess, provider: string, branch?: string): Promise<Plan> {
  const broker = new BrokerClient(access);
  const selection = createSelection(provider, branch, branch ? await findMainBranch(broker, provider) : undefined);
  const options = {
    pactBrokerUrl: access.url,
    ...credentials(access),
    consumerVersionSelectors: [...selection.selectors],
    enablePending: selection.pending,
    ...(selection.pending && { includeWipPactsSince: WORK_IN_PROGRESS_SINCE }),
  };
  return { pacts: await findSelectedPacts(broker, selection), options };
}

function credentials({ token, username, password }: BrokerAccess): Partial<VerifierOptions> {
  if (token) return { pactBrokerToken: token };
  return username && password ? { pactBrokerUsername: username, pactBrokerPassword: password } : {};
}
