import type { ConsumerVersionSelector, SelectorMatch } from '../../matrix/consumer-version-selector.ts';
import type { Db } from '../store/database.ts';
import { listConsumers } from '../store/integrations.ts';
import { type FoundPact, findSelectedPacts } from '../store/selected-pacts.ts';
import { findPendingStatus } from './pending.ts';
import type { VerificationQuery } from './query.ts';
import {
  mergeByPactVersion,
  type PendingStatus,
  type SelectedPact,
  sortSelected,
  type VerifiablePact,
} from './verifiable-pact.ts';
import { findWipCandidates, findWipPacts } from './wip.ts';

/** The pacts that match selectors; without selectors, those of the main branches and of all deployed and released versions. */
export async function selectPacts(
  db: Db,
  providerId: number,
  selectors: readonly ConsumerVersionSelector[],
): Promise<SelectedPact[]> {
  if (selectors.length === 0) return mergeAndSort(await selectDefaults(db, providerId));
  const found: SelectedPact[] = [];
  for (const selector of selectors) found.push(...(await findMatches(db, providerId, selector)));
  return mergeAndSort([...found, ...(await selectFallbacks(db, providerId, selectors, found))]);
}

function mergeAndSort(found: readonly SelectedPact[]): SelectedPact[] {
  return sortSelected(mergeByPactVersion(found));
}

async function findMatches(db: Db, providerId: number, selector: ConsumerVersionSelector): Promise<SelectedPact[]> {
  const found = await findSelectedPacts(db, providerId, selector);
  return found.map((pact) => ({ pact, selectors: [matchOf(selector, pact)] }));
}

function matchOf(selector: ConsumerVersionSelector, pact: FoundPact): SelectorMatch {
  const { versionId: id, versionNumber: number, environment, production, branch } = pact;
  return {
    selector,
    version: { id, number },
    ...(environment !== undefined && { environment: { name: environment, production: production === 1 } }),
    ...(branch !== undefined && { branch }),
  };
}

/** The selection without selectors: for each consumer its main branch, or else the tag of that name, or else its latest version; and everything deployed or released. */
async function selectDefaults(db: Db, providerId: number): Promise<SelectedPact[]> {
  const consumers = await listConsumers(db, providerId);
  const onBranch = consumers.filter(({ hasHead }) => hasHead === 1);
  const tagged = consumers.filter(({ hasHead, hasTag }) => hasHead === 0 && hasTag === 1);
  const withoutMainBranch = consumers.filter(({ hasHead, hasTag }) => hasHead === 0 && hasTag === 0);
  const found = [
    ...(await findMatchesOfConsumers(db, providerId, { kind: 'main-branch' }, onBranch)),
    ...(await findMatchesOfConsumers(db, providerId, { kind: 'overall-latest' }, withoutMainBranch)),
  ];
  for (const { name: consumer, mainBranch } of tagged)
    found.push(...(await findMatches(db, providerId, { kind: 'latest-tag', tag: mainBranch ?? '', consumer })));
  for (const kind of ['deployed', 'released'] as const) found.push(...(await findMatches(db, providerId, { kind })));
  return found;
}

async function findMatchesOfConsumers(
  db: Db,
  providerId: number,
  selector: ConsumerVersionSelector,
  consumers: readonly { readonly name: string }[],
): Promise<SelectedPact[]> {
  if (consumers.length === 0) return [];
  const names = consumers.map(({ name }) => name);
  const found = await findSelectedPacts(db, providerId, selector, names);
  return found.map((pact) => ({ pact, selectors: [matchOf({ ...selector, consumer: pact.consumer }, pact)] }));
}

/** A fallback is used when its selector has found no pact of any consumer. */
async function selectFallbacks(
  db: Db,
  providerId: number,
  selectors: readonly ConsumerVersionSelector[],
  found: readonly SelectedPact[],
): Promise<SelectedPact[]> {
  const selectedFallbacks: SelectedPact[] = [];
  for (const selector of selectors) {
    const fallback = fallbackOf(selector);
    if (!fallback || found.some((one) => one.selectors.some((other) => isSameSelector(other.selector, selector))))
      continue;
    const fallbackPacts = await findSelectedPacts(db, providerId, fallback);
    selectedFallbacks.push(
      ...fallbackPacts.map((pact) => ({ pact, selectors: [{ ...matchOf(selector, pact), isFallback: true }] })),
    );
  }
  return selectedFallbacks;
}

function fallbackOf(selector: ConsumerVersionSelector): ConsumerVersionSelector | undefined {
  if (selector.kind === 'latest-tag' && selector.fallbackTag !== undefined)
    return { ...selector, tag: selector.fallbackTag };
  if (selector.kind === 'branch' && selector.fallbackBranch !== undefined)
    return { ...selector, branch: selector.fallbackBranch };
  return undefined;
}

function isSameSelector(one: ConsumerVersionSelector, other: ConsumerVersionSelector): boolean {
  if (one.kind === 'branch' && other.kind === 'branch') return one.branch === other.branch;
  return one.kind === 'latest-tag' && other.kind === 'latest-tag' && one.tag === other.tag;
}

/** The pacts that a provider has to verify: the selected ones, then the work-in-progress ones. */
export async function findPactsForVerification(
  db: Db,
  providerId: number,
  query: VerificationQuery,
  now: Date,
): Promise<VerifiablePact[]> {
  const { providerVersionBranch: branch, providerVersionTags: tags, includeWipPactsSince: since } = query;
  const provider = { providerId, branch, tags };
  const [selected, wipCandidates] = await Promise.all([
    selectPacts(db, providerId, query.selectors),
    since ? findWipCandidates(db, provider, since) : [],
  ]);
  const pactVersionIds = selected.map(({ pact }) => pact.pactVersionId);
  const [statuses, wip] = await Promise.all([
    query.includePendingStatus ? findPendingStatus(db, provider, pactVersionIds) : new Map<number, PendingStatus>(),
    findWipPacts(db, provider, wipCandidates, selected, now),
  ]);
  const explicit = selected.map((one) => {
    const status: PendingStatus = statuses.get(one.pact.pactVersionId) ?? notPending;
    return { ...one, status, isWip: false };
  });
  return [...explicit, ...wip];
}

const notPending: PendingStatus = { isPending: false, isVerifiedElsewhere: false, pendingTags: [], verifiedTags: [] };
