import { acceptedDifferences } from './accepted.ts';
import { compare, type Difference } from './compare.ts';
import { type Judgement, judge } from './judge.ts';
import { knownGaps } from './known-gaps.ts';
import type { Target } from './run.ts';
import { runAndCleanUp } from './run-and-clean-up.ts';
import type { Selection } from './select.ts';

/** Runs the scenarios against both brokers at the same time and logs the result of each. */
export async function compareBrokers(
  [reference, subject]: readonly [Target, Target],
  { selected }: Selection,
  clean: boolean,
  log: (line: string) => void,
): Promise<Judgement> {
  const differences: Difference[] = [];
  for (const scenario of selected) {
    const [theirs, ours] = await Promise.all([
      runAndCleanUp(reference, scenario, clean),
      runAndCleanUp(subject, scenario, clean),
    ]);
    const found = compare(scenario.id, theirs, ours);
    const open = judge(found, acceptedDifferences, knownGaps).open.length;
    log(`${open === 0 ? 'equal' : 'DIFFERENT'}  ${scenario.id.padEnd(4)} ${scenario.title}${open ? `: ${open}` : ''}`);
    differences.push(...found);
  }
  const verdict = judge(differences, acceptedDifferences, knownGaps);
  const hasRun = (place: string) => selected.some(({ id }) => place.startsWith(`${id} |`));
  return { ...verdict, unused: verdict.unused.filter(hasRun) };
}
