import type { Difference } from './compare.ts';
import { type History, marker } from './history.ts';
import { tellQuestion } from './question.ts';
import { tell } from './step.ts';

/** A history that shows a difference, and the difference, for a reader. */
export function story({ seed, chapters }: History, difference: Difference): string {
  const steps = chapters.flatMap((chapter) => chapter.steps).map((step, i) => `  ${i + 1}. ${tell(step)}`);
  const lines = [`seed ${seed}: they differ ${where(difference)}`, ...steps, ...disagreement(difference)];
  return lines.join('\n').replaceAll(`-${marker}`, '');
}

function where({ at }: Difference): string {
  return 'step' in at ? 'in the last step' : `after these steps in ${tellQuestion(at.question)}`;
}

function disagreement({ theirs, ours }: Difference): string[] {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  return names
    .filter((name) => JSON.stringify(theirs[name]) !== JSON.stringify(ours[name]))
    .flatMap((name) => [`     ${name}:`, ...side('theirs', theirs[name]), ...side('ours', ours[name])]);
}

function side(whose: string, value: unknown): string[] {
  const list = Array.isArray(value) ? value : [JSON.stringify(value)];
  return list.length === 0 ? [`       ${whose}: (none)`] : list.map((one) => `       ${whose}: ${one}`);
}
