import type { Difference } from './compare.ts';
import { type History, NAME_SUFFIX } from './history.ts';
import { formatQuery } from './query.ts';
import { formatStep } from './step.ts';

/** A history and the difference that it shows, as text. */
export function formatDifference({ name, phases }: History, difference: Difference): string {
  const steps = phases.flatMap((phase) => phase.steps).map((step, i) => `  ${i + 1}. ${formatStep(step)}`);
  const lines = [`${name}: the brokers differ ${formatPlace(difference)}`, ...steps, ...formatAnswers(difference)];
  return lines.join('\n').replaceAll(`-${NAME_SUFFIX}`, '');
}

function formatPlace({ at }: Difference): string {
  return 'step' in at ? 'in the last step' : `after these steps in ${formatQuery(at.query)}`;
}

function formatAnswers({ theirs, ours }: Difference): string[] {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  return names
    .filter((name) => JSON.stringify(theirs[name]) !== JSON.stringify(ours[name]))
    .flatMap((name) => [`     ${name}:`, ...formatSides(theirs[name], ours[name])]);
}

/** Both values; of lists only the items that the other one lacks, unless they differ only in order. */
function formatSides(theirs: unknown, ours: unknown): string[] {
  const [left, right] = [theirs, ours].map(asList);
  const onlyLeft = without(left, right);
  const onlyRight = without(right, left);
  if (onlyLeft.length + onlyRight.length === 0) return [...formatItems('theirs', left), ...formatItems('ours', right)];
  return [...formatItems('theirs', onlyLeft), ...formatItems('ours', onlyRight)];
}

function asList(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [JSON.stringify(value) ?? 'nothing'];
}

function without(list: readonly string[] = [], others: readonly string[] = []): string[] {
  return list.filter((one) => !others.includes(one));
}

function formatItems(broker: string, list: readonly string[] = []): string[] {
  return list.map((one) => `       ${broker}: ${one}`);
}
