import type { BrokerClient } from '../broker-client/client.ts';
import { groupBy } from '../text/group-by.ts';
import { pathOf, readPages } from './requests.ts';
import type { Copying } from './target.ts';
import type { Version, Versions } from './versions.ts';

/** That a version was put on a branch. */
export interface BranchVersion {
  readonly pacticipant: string;
  readonly branch: string;
  readonly number: string;
  /** When this was at the earliest, ISO 8601. */
  readonly at: string;
}

/** When each branch of a pacticipant began. */
async function readBeginnings(broker: BrokerClient, pacticipant: string): Promise<Map<string, string>> {
  const branches = await readPages(broker, pathOf`/pacticipants/${pacticipant}/branches`, 'branches');
  return new Map(branches.map(({ name, createdAt }) => [name, createdAt]));
}

/**
 * Every version on its branches, in an order that gives the same heads: a head is the version that was put on the branch last. A
 * version comes onto its branches in its own order, and what began earlier comes earlier.
 */
export async function readBranchVersions({ from, ledger }: Copying, wanted: Versions): Promise<BranchVersion[]> {
  const all: BranchVersion[] = [];
  for (const [pacticipant, versions] of wanted) {
    const beginnings = await readBeginnings(from, pacticipant);
    const used = new Set(versions.flatMap(({ branches }) => branches.map(({ name }) => name)));
    for (const name of beginnings.keys())
      if (!used.has(name))
        ledger.otherwise('branch versions', `${name} of ${pacticipant}`, 'no version is on this branch');
    all.push(...inOrder(versions, beginnings));
  }
  return all;
}

/** The versions of one pacticipant on their branches, in order. */
export function inOrder(versions: readonly Version[], beginnings: ReadonlyMap<string, string>): BranchVersion[] {
  const additions = versions.flatMap((version) =>
    version.branches.map((branch, place) => ({
      version,
      branch,
      place,
      at: later(version, beginnings.get(branch.name)),
    })),
  );
  type Addition = (typeof additions)[number];
  const onBranch = groupBy(additions, ({ branch }) => branch.name);
  const ofVersion = groupBy(additions, ({ version }) => version.number);
  const placed = new Set<Addition>();
  const place = (addition: Addition): void => {
    if (placed.has(addition)) return;
    placed.add(addition);
    const before = ofVersion.get(addition.version.number)?.slice(0, addition.place) ?? [];
    const others = addition.branch.isHead ? (onBranch.get(addition.branch.name) ?? []) : [];
    for (const other of [...before, ...others]) place(other);
    ordered.push(addition);
  };
  const ordered: Addition[] = [];
  for (const addition of additions.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) place(addition);
  return timed(ordered.map(({ version, branch, at }) => ({ ...numbered(version), branch: branch.name, at })));
}

function numbered({ pacticipant, number }: Version) {
  return { pacticipant, number };
}

function later({ createdAt }: Version, beginning = createdAt): string {
  return createdAt > beginning ? createdAt : beginning;
}

/** Nothing is earlier than what comes before it. */
function timed(additions: readonly BranchVersion[]): BranchVersion[] {
  let latest = '';
  return additions.map((addition) => {
    latest = addition.at > latest ? addition.at : latest;
    return { ...addition, at: latest };
  });
}

/** Puts a version on a branch. */
export async function copyBranchVersion(
  { to }: Copying,
  { pacticipant, branch, number }: BranchVersion,
): Promise<void> {
  const path = pathOf`/pacticipants/${pacticipant}/branches/${branch}/versions/${number}`;
  await to.write('branch versions', `${pacticipant} ${number} on ${branch}`, 'put', path, {});
}
