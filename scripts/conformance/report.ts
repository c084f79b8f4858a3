import type { Difference } from './compare.ts';
import { isStrict } from './strict.ts';

/** The differences as text, grouped by scenario and request. */
export function describeDifferences(differences: readonly Difference[]): string {
  const lines = differences.flatMap((difference, index) => {
    const heading = headingOf(difference);
    const before = differences[index - 1];
    return before && headingOf(before) === heading
      ? describePlace(difference)
      : [`\n${heading}`, describePlace(difference)];
  });
  return lines.join('\n').trim();
}

function headingOf({ scenario, step, request }: Difference): string {
  return `${scenario} · ${step}\n  ${request}`;
}

function describePlace(difference: Difference): string {
  const { path, theirs, ours } = difference;
  const mark = isStrict(difference) ? ' (read by clients)' : '';
  return `  ${path}${mark}\n    theirs: ${formatValue(theirs)}\n    ours:   ${formatValue(ours)}`;
}

const MAX_CHARS = 400;

function formatValue(value: unknown): string {
  if (value === undefined) return '(missing)';
  const text = JSON.stringify(value);
  return text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)} … (${text.length} characters)` : text;
}
