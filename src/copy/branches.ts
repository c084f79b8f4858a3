import type { BrokerClient } from '../broker-client/client.ts';
import { groupBy } from '../text/group-by.ts';
import { encodePath, readPages } from './requests.ts';
import type { CopyContext } from './target.ts';
import type { Version, Versions } from './versions.ts';

/** A version on a branch. */
export interface BranchVersion {
  readonly pacticipant: string;
  readonly branch: string;
  readonly number: string;
  /** The earliest time at which it may have been added, ISO 8601. */
  readonly at: string;
}

/** When each branch of a pacticipant was created, by its name. */
async function readBranchDates(broker: BrokerClient, pacticipant: string): Promise<Map<string, string>> {
  const branches = await readPages(broker, encodePath`/pacticipants/${pacticipant}/branches`, 'branches');
  return new Map(branches.map(({ name, createdAt }) => [name, createdAt]));
}

/**
 * Every version on its branches, in an order that results in the same heads: the head of a branch is the version that was added to it last.
 * A version is added to its branches in the order of the source, and branches that were created earlier come earlier.
 */
export async function readBranchVersions({ from, report }: CopyContext, wanted: Versions): Promise<BranchVersion[]> {
  const all: BranchVersion[] = [];
  for (const [pacticipant, versions] of wanted) {
    const branchDates = await readBranchDates(from, pacticipant);
    const used = new Set(versions.flatMap(({ branches }) => branches.map(({ name }) => name)));
    for (const name of branchDates.keys())
      if (!used.has(name))
        report.addDifferent('branch versions', `${name} of ${pacticipant}`, 'no version is on this branch');
    all.push(...sortAdditions(versions, branchDates));
  }
  return all;
}

/** The additions of one pacticipant's versions to branches, sorted: a head comes after every other version of its branch. */
export function sortAdditions(versions: readonly Version[], branchDates: ReadonlyMap<string, string>): BranchVersion[] {
  const additions = versions.flatMap((version) =>
    version.branches.map((branch, index) => ({
      version,
      branch,
      index,
      at: laterDate(version, branchDates.get(branch.name)),
    })),
  );
  type Addition = (typeof additions)[number];
  const onBranch = groupBy(additions, ({ branch }) => branch.name);
  const ofVersion = groupBy(additions, ({ version }) => version.number);
  const visited = new Set<Addition>();
  const visit = (addition: Addition): void => {
    if (visited.has(addition)) return;
    visited.add(addition);
    const before = ofVersion.get(addition.version.number)?.slice(0, addition.index) ?? [];
    const others = addition.branch.isHead ? (onBranch.get(addition.branch.name) ?? []) : [];
    for (const other of [...before, ...others]) visit(other);
    ordered.push(addition);
  };
  const ordered: Addition[] = [];
  for (const addition of additions.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) visit(addition);
  return withoutDecreasingTimes(
    ordered.map(({ version: { pacticipant, number }, branch, at }) => ({
      pacticipant,
      number,
      branch: branch.name,
      at,
    })),
  );
}

function laterDate({ createdAt }: Version, branchDate = createdAt): string {
  return createdAt > branchDate ? createdAt : branchDate;
}

/** Raises each time that is earlier than the one before it to that time. */
function withoutDecreasingTimes(additions: readonly BranchVersion[]): BranchVersion[] {
  let latest = '';
  return additions.map((addition) => {
    latest = addition.at > latest ? addition.at : latest;
    return { ...addition, at: latest };
  });
}

/** Adds a version to a branch. */
export async function copyBranchVersion(
  { to }: CopyContext,
  { pacticipant, branch, number }: BranchVersion,
): Promise<void> {
  const path = encodePath`/pacticipants/${pacticipant}/branches/${branch}/versions/${number}`;
  await to.write('branch versions', `${pacticipant} ${number} on ${branch}`, 'put', path, {});
}
