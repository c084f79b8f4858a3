import type { Difference } from './compare.ts';
import { type History, marker } from './history.ts';
import { tellQuestion } from './question.ts';
import { tell } from './step.ts';

/** A history that shows a difference, and the difference, for a reader. */
export function story({ name, chapters }: History, difference: Difference): string {
  const steps = chapters.flatMap((chapter) => chapter.steps).map((step, i) => `  ${i + 1}. ${tell(step)}`);
  const lines = [`${name}: they differ ${where(difference)}`, ...steps, ...disagreement(difference)];
  return lines.join('\n').replaceAll(`-${marker}`, '');
}

function where({ at }: Difference): string {
  return 'step' in at ? 'in the last step' : `after these steps in ${tellQuestion(at.question)}`;
}

function disagreement({ theirs, ours }: Difference): string[] {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  return names
    .filter((name) => JSON.stringify(theirs[name]) !== JSON.stringify(ours[name]))
    .flatMap((name) => [`     ${name}:`, ...sides(theirs[name], ours[name])]);
}

/** What each says; of lists only what the other has not, unless they differ in their order alone. */
function sides(theirs: unknown, ours: unknown): string[] {
  const [left, right] = [theirs, ours].map(asList);
  const [onlyLeft, onlyRight] = [without(left, right), without(right, left)];
  if (onlyLeft.length + onlyRight.length === 0) return [...told('theirs', left), ...told('ours', right)];
  return [...told('theirs', onlyLeft), ...told('ours', onlyRight)];
}

function asList(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [JSON.stringify(value) ?? 'nothing'];
}

function without(list: readonly string[] = [], others: readonly string[] = []): string[] {
  return list.filter((one) => !others.includes(one));
}

function told(whose: string, list: readonly string[] = []): string[] {
  return list.map((one) => `       ${whose}: ${one}`);
}
