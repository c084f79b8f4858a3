/**
 * Versions of a provider × the pacts in force of its consumers, from the recorded results: a version that was never verified against a pact
 * has no cell.
 */
import { findBreaks } from '../../matrix/breaks.ts';
import type { SelectorMatch } from '../../matrix/consumer-version-selector.ts';
import { sortReleases } from '../../matrix/release-order.ts';
import type { FoundVersion } from '../../matrix/selector.ts';
import { USAGE_STATE } from '../../pact/usage-part.ts';
import { groupBy } from '../../text/group-by.ts';
import { selectPacts } from '../pacts-for-verification/select.ts';
import type { SelectedPact } from '../pacts-for-verification/verifiable-pact.ts';
import type { Db } from '../store/database.ts';
import { listEnvironments } from '../store/environments.ts';
import { listVerifiers } from '../store/grid.ts';
import { listContents } from '../store/pacts.ts';
import { listFeatureResults, listResultsAmong } from '../store/results.ts';
import { findSelectedVersions } from '../store/selected-versions.ts';
import { findVersionDetails, type VersionDetails } from '../store/version-details.ts';
import type { Cell } from './grid.ts';

/** The most pacts, in alphabetical order of their consumers. */
export const MAX_PACTS = 50;
/** The number of newest versions of the provider; older ones are omitted unless they are in force. */
export const MAX_VERSIONS = 200;

/** A pact in force. */
export interface ComparedPact {
  readonly pactVersionId: number;
  readonly consumer: string;
  readonly sha: string;
  /** The consumer's versions that have it, each with the branch or the environments by which it is in force. */
  readonly versions: readonly { readonly number: string; readonly refs: readonly string[] }[];
  /** The number of its usage interactions. */
  readonly uses: number;
  /** Whether a feature of the consumer may be off with a version that fits. */
  readonly hasOptionalUses: boolean;
}

/** A result. `features` is undefined where the result does not record for each use whether a feature of the consumer is off, and none is. */
export interface CompatibilityCell extends Cell {
  readonly features?: 'on' | 'off' | undefined;
}

/** The first version that does not fit a pact, and the first after it that does. */
export interface PactBreak {
  readonly pact: ComparedPact;
  readonly first: FoundVersion;
  readonly fixedIn?: FoundVersion;
}

export interface Compatibility {
  readonly pacts: readonly ComparedPact[];
  /** How many more there are. */
  readonly otherPacts: number;
  /** Newest first: by their numbers, or else by their creation. */
  readonly versions: readonly FoundVersion[];
  /** Whether older versions are omitted. */
  readonly hasOlderVersions: boolean;
  readonly details: ReadonlyMap<number, VersionDetails>;
  readonly breaks: readonly PactBreak[];
  cellOf(pact: ComparedPact, version: FoundVersion): CompatibilityCell | undefined;
}

/** @param which versions of the provider: `main` omits versions of other branches that are in no environment */
export async function findCompatibility(db: Db, providerId: number, which: 'all' | 'main'): Promise<Compatibility> {
  const selected = await selectPacts(db, providerId, []);
  const pacts = await describePacts(db, selected.slice(0, MAX_PACTS));
  const ids = pacts.map(({ pactVersionId }) => pactVersionId);
  const { versions, hasOlderVersions } = await listProviderVersions(db, providerId, ids, which);
  const versionIds = versions.map(({ id }) => id);
  const results = await listResultsAmong(db, ids, versionIds);
  const cells = new Map(results.map((one) => [keyOf(one.pactVersionId, one.providerVersionId), one]));
  const features = await findFeatures(db, pacts, versionIds);
  const cellOf = ({ pactVersionId }: ComparedPact, { id }: FoundVersion) => {
    const found = cells.get(keyOf(pactVersionId, id));
    return found && { result: found.id, success: found.success === 1, features: features.get(found.id) };
  };
  const details = await findVersionDetails(db, versionIds);
  const otherPacts = selected.length - pacts.length;
  const breaks = listBreaks(pacts, versions, cellOf);
  return { pacts, otherPacts, versions, hasOlderVersions, details, breaks, cellOf };
}

/** By the id of the result. One query for each pact, because each query reads the test results in full. */
async function findFeatures(db: Db, pacts: readonly ComparedPact[], versionIds: readonly number[]) {
  const features = new Map<number, 'on' | 'off'>();
  for (const { pactVersionId, uses } of pacts)
    for (const found of uses > 0 ? await listFeatureResults(db, pactVersionId, versionIds) : [])
      if (found.off === 1 || found.uses >= uses) features.set(found.id, found.off === 1 ? 'off' : 'on');
  return features;
}

const keyOf = (pactVersionId: number, versionId: number) => `${pactVersionId} ${versionId}`;

async function describePacts(db: Db, selected: readonly SelectedPact[]): Promise<ComparedPact[]> {
  const described: ComparedPact[] = [];
  for (const { pact, selectors } of selected) {
    const { pactVersionId, consumer, sha } = pact;
    const versions = [...groupBy(selectors, ({ version }) => version.number)].map(([number, matches]) => ({
      number,
      refs: [...new Set(matches.flatMap(refsOf))],
    }));
    described.push({ pactVersionId, consumer, sha, versions, ...(await findUsage(db, pactVersionId)) });
  }
  return described;
}

/** Reads one pact at a time, because they can be large. A use states `required` only where it is false (see compact-use.ts). */
async function findUsage(db: Db, pactVersionId: number): Promise<Pick<ComparedPact, 'uses' | 'hasOptionalUses'>> {
  const content = (await listContents(db, [pactVersionId])).get(pactVersionId) ?? '';
  const uses = content.split(`"${USAGE_STATE}"`).length - 1;
  return { uses, hasOptionalUses: uses > 0 && /"(moduleR|r)equired":\s*false/.test(content) };
}

const refsOf = ({ branch, environment }: SelectorMatch) =>
  [branch, environment?.name].filter((name) => name !== undefined);

/** The newest versions with results, and all versions in force, which may be older or have no result. */
async function listProviderVersions(db: Db, providerId: number, ids: readonly number[], which: 'all' | 'main') {
  const verifiers = await listVerifiers(db, ids, MAX_VERSIONS + 1, which);
  const inForce = await listVersionsInForce(db, providerId);
  const found = [...verifiers, ...inForce];
  const all = [...new Map(found.map(({ id, number }) => [id, { id, number }])).values()].sort((a, b) => b.id - a.id);
  const idsInForce = new Set(inForce.map(({ id }) => id));
  const shown = all.filter(({ id }, i) => i < MAX_VERSIONS || idsInForce.has(id));
  return {
    versions: sortReleases(shown.toReversed())?.reverse() ?? shown,
    hasOlderVersions: shown.length < all.length,
  };
}

/** The head of the main branch, and the versions that are deployed or released. */
async function listVersionsInForce(db: Db, pacticipantId: number): Promise<FoundVersion[]> {
  const environments = (await listEnvironments(db)).map(({ name }) => ({ environment: name }));
  const found: FoundVersion[] = [];
  for (const criteria of [{ mainBranch: true, latest: true }, ...environments])
    found.push(...((await findSelectedVersions(db, criteria, [pacticipantId])).get(pacticipantId) ?? []));
  return found;
}

function listBreaks(
  pacts: readonly ComparedPact[],
  versions: readonly FoundVersion[],
  cellOf: Compatibility['cellOf'],
): PactBreak[] {
  const rows = versions.toReversed().map((version) => ({
    release: String(version.id),
    cells: pacts.flatMap((pact, i) => {
      const cell = cellOf(pact, version);
      return cell
        ? [{ consumer: String(i), verdict: cell.success ? ('yes' as const) : ('no' as const), sentences: [] }]
        : [];
    }),
  }));
  const versionOf = new Map(versions.map((version) => [String(version.id), version]));
  return findBreaks(rows).flatMap(({ consumer, first, fixedIn = '' }) => {
    const pact = pacts[Number(consumer)];
    const version = versionOf.get(first);
    const fixed = versionOf.get(fixedIn);
    return pact && version ? [{ pact, first: version, ...(fixed && { fixedIn: fixed }) }] : [];
  });
}
