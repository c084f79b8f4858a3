import { readPacticipants } from './pacticipants.ts';
import type { CopyContext } from './target.ts';
import { readVersions, type Version, type Versions, versionLabel } from './versions.ts';

/** Reads the target again and reports versions in another order, additional versions and branches with another head. */
export async function checkCopy({ to, report }: CopyContext, wanted: Versions): Promise<void> {
  const known = await readPacticipants(to.client);
  const atTarget = await readVersions(
    to.client,
    [...wanted.keys()].filter((name) => known.has(name)),
  );
  for (const [pacticipant, versions] of wanted) {
    const targetVersions = atTarget.get(pacticipant) ?? [];
    const shared = commonNumbers(versions, targetVersions);
    if (shared.join('\n') !== commonNumbers(targetVersions, versions).join('\n'))
      report.addMissing(
        'versions',
        pacticipant,
        'its versions are in another order at the target, so another version may be the latest',
      );
    const extra = targetVersions.length - shared.length;
    if (extra > 0)
      report.addMissing('versions', pacticipant, `the target has ${extra} versions that the source does not have`);
    for (const version of versions)
      for (const branch of findMissingHeads(version, targetVersions))
        report.addMissing(
          'branch versions',
          versionLabel(version),
          `it is the head of ${branch} at the source but not at the target`,
        );
  }
}

function commonNumbers(versions: readonly Version[], others: readonly Version[]): string[] {
  const numbers = new Set(others.map(({ number }) => number));
  return versions.map(({ number }) => number).filter((number) => numbers.has(number));
}

function findMissingHeads({ number, branches }: Version, targetVersions: readonly Version[]): string[] {
  const same = targetVersions.find((version) => version.number === number);
  const heads = (same?.branches ?? []).filter(({ isHead }) => isHead).map(({ name }) => name);
  return branches.filter(({ name, isHead }) => isHead && !heads.includes(name)).map(({ name }) => name);
}
