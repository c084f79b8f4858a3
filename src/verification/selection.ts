import type { BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';

/** A consumer version selector of the Pact Broker. */
export interface Selector {
  readonly mainBranch?: true;
  readonly matchingBranch?: true;
  readonly deployedOrReleased?: true;
}

/** Which pacts a build of the provider verifies. */
export interface Selection {
  readonly provider: string;
  /** The provider's branch; empty when there is none, as the official verifier sends it. */
  readonly branch: string;
  readonly selectors: readonly Selector[];
  /** Whether a pact that this branch has never satisfied may fail without failing the build. */
  readonly pending: boolean;
}

/**
 * The date since which a pact of a consumer's branch counts as work in progress, which a branch of the provider verifies as pending.
 * It is early enough to include all: the broker uses only the newest of each branch.
 */
export const workInProgressSince = '2025-01-01';

const usualMainBranches = ['main', 'master', 'base'];

/**
 * Selects the consumers' main branches, their branch of the same name, and everything deployed or released. Pending, and with it work in
 * progress on the consumers' other branches, is off on the provider's main branch and without a branch.
 */
export function selectionFor(provider: string, branch?: string, mainBranch?: string): Selection {
  const matching: Selector[] = branch ? [{ matchingBranch: true }] : [];
  const isMain = mainBranch === undefined ? usualMainBranches.includes(branch ?? '') : branch === mainBranch;
  return {
    provider,
    branch: branch ?? '',
    selectors: [{ mainBranch: true }, ...matching, { deployedOrReleased: true }],
    pending: Boolean(branch) && !isMain,
  };
}

/** The provider's main branch, if the broker knows it. */
export async function mainBranchOf(broker: BrokerClient, provider: string): Promise<string | undefined> {
  try {
    const { mainBranch } = await broker.get(`/pacticipants/${encodeURIComponent(provider)}`);
    return typeof mainBranch === 'string' ? mainBranch : undefined;
  } catch (error) {
    if (error instanceof ContractError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}
