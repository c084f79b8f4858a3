import { acceptedDifferences } from './accepted.ts';
import { compare, type Difference } from './compare.ts';
import { type Judgement, judge } from './judge.ts';
import { knownGaps } from './known-gaps.ts';
import type { Target } from './run.ts';
import { runAndCleanUp } from './run-and-clean-up.ts';
import type { Selection } from './select.ts';

/** Runs the scenarios against both brokers at the same time; `say` hears of each as it ends. */
export async function compareBrokers(
  [reference, subject]: readonly [Target, Target],
  { selected: run }: Selection,
  clean: boolean,
  log: (line: string) => void,
): Promise<Judgement> {
  const differences: Difference[] = [];
  for (const scenario of run) {
    const [theirs, ours] = await Promise.all([
      runAndCleanUp(reference, scenario, clean),
      runAndCleanUp(subject, scenario, clean),
    ]);
    const found = compare(scenario.id, theirs, ours);
    const open = judge(found, acceptedDifferences, knownGaps).open.length;
    log(`${open === 0 ? 'alike' : 'OTHER'}  ${scenario.id.padEnd(4)} ${scenario.title}${open ? `: ${open}` : ''}`);
    differences.push(...found);
  }
  const verdict = judge(differences, acceptedDifferences, knownGaps);
  const hasRun = (place: string) => run.some(({ id }) => place.startsWith(`${id} |`));
  return { ...verdict, unused: verdict.unused.filter(hasRun) };
}
