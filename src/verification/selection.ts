import type { BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { isSame } from './consistency.ts';

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
 * The date since which pacts of consumers' branches count as work in progress. Branches of the provider verify them as pending. The date is
 * early enough to include all pacts, because the broker uses only the newest of each branch.
 */
export const WORK_IN_PROGRESS_SINCE = '2025-01-01';

const COMMON_MAIN_BRANCHES = ['main', 'master', 'base'];

/**
 * Selects the consumers' main branches, their branch of the same name, and everything deployed or released. Pending, and with it work in
 * progress on the consumers' other branches, is off on the provider's main branch and without a branch.
 */
export function createSelection(provider: string, branch?: string, mainBranch?: string): Selection {
  const matching: Selector[] = branch ? [{ matchingBranch: true }] : [];
  const isMain = mainBranch === undefined ? COMMON_MAIN_BRANCHES.includes(branch ?? '') : branch === mainBranch;
  return {
    provider,
    branch: branch ?? '',
    selectors: [{ mainBranch: true }, ...matching, { deployedOrReleased: true }],
    pending: Boolean(branch) && !isMain,
  };
}

/** The provider's main branch, if the broker knows it. @throws ContractError BROKER_CONTRADICTION, BROKER_NOT_HAL */
export async function findMainBranch(broker: BrokerClient, provider: string): Promise<string | undefined> {
  const path = `/pacticipants/${encodeURIComponent(provider)}`;
  const pacticipant = await broker.findCurrent(path);
  if (!pacticipant) return undefined;
  const { name, mainBranch = null } = pacticipant;
  if (!isSame(name, provider)) throw new ContractError('BROKER_CONTRADICTION', `${path} is about ${name}`);
  if (mainBranch !== null && typeof mainBranch !== 'string') throw new ContractError('BROKER_NOT_HAL', path);
  return mainBranch ?? undefined;
}
