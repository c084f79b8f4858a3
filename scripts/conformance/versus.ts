import { accepted } from './accepted.ts';
import { compare, type Difference } from './compare.ts';
import { judge, type Verdict } from './judge.ts';
import { notYet } from './not-yet.ts';
import { play } from './play.ts';
import type { Target } from './run.ts';
import type { Selection } from './select.ts';

/** Runs the scenarios against both brokers at the same time; `say` hears of each as it ends. */
export async function versus(
  [reference, subject]: readonly [Target, Target],
  { run }: Selection,
  clean: boolean,
  say: (line: string) => void,
): Promise<Verdict> {
  const differences: Difference[] = [];
  for (const scenario of run) {
    const [theirs, ours] = await Promise.all([play(reference, scenario, clean), play(subject, scenario, clean)]);
    const found = compare(scenario.id, theirs, ours);
    const open = judge(found, accepted, notYet).open.length;
    say(`${open === 0 ? 'alike' : 'OTHER'}  ${scenario.id.padEnd(4)} ${scenario.title}${open ? `: ${open}` : ''}`);
    differences.push(...found);
  }
  const verdict = judge(differences, accepted, notYet);
  const wasRun = (place: string) => run.some(({ id }) => place.startsWith(`${id} |`));
  return { ...verdict, unused: verdict.unused.filter(wasRun) };
}
