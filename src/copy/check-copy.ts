import { readPacticipants } from './pacticipants.ts';
import type { Copying } from './target.ts';
import { nameOf, readVersions, type Version, type Versions } from './versions.ts';

/** Looks at the target once more: whether versions are in the same order there, and branches have the same heads. */
export async function checkCopy({ to, ledger }: Copying, wanted: Versions): Promise<void> {
  const known = await readPacticipants(to.client);
  const there = await readVersions(
    to.client,
    [...wanted.keys()].filter((name) => known.has(name)),
  );
  for (const [pacticipant, versions] of wanted) {
    const theirs = there.get(pacticipant) ?? [];
    const both = inBoth(versions, theirs);
    if (both.join('\n') !== inBoth(theirs, versions).join('\n'))
      ledger.lost(
        'versions',
        pacticipant,
        'its versions are in another order at the target, which may have another latest one',
      );
    const extra = theirs.length - both.length;
    if (extra > 0) ledger.lost('versions', pacticipant, `the target has ${extra} versions that the source has not`);
    for (const version of versions)
      for (const branch of headsLost(version, theirs))
        ledger.lost('branch versions', nameOf(version), `it is the head of ${branch}, but not so at the target`);
  }
}

function inBoth(versions: readonly Version[], others: readonly Version[]): string[] {
  const numbers = new Set(others.map(({ number }) => number));
  return versions.map(({ number }) => number).filter((number) => numbers.has(number));
}

function headsLost({ number, branches }: Version, theirs: readonly Version[]): string[] {
  const same = theirs.find((version) => version.number === number);
  const heads = (same?.branches ?? []).filter(({ isHead }) => isHead).map(({ name }) => name);
  return branches.filter(({ name, isHead }) => isHead && !heads.includes(name)).map(({ name }) => name);
}
