import type { Difference } from './compare.ts';
import type { History } from './history.ts';
import type { Step } from './step.ts';

/** The history up to a difference, with only the query that shows it. */
export function truncateAfter({ name, phases }: History, difference: Difference): History {
  const before = phases.slice(0, difference.phase + 1).flatMap(({ steps }) => steps);
  const { at } = difference;
  if ('query' in at) return { name, phases: [{ steps: before, queries: [at.query] }] };
  const after = (phases[difference.phase]?.steps.length ?? 0) - difference.index - 1;
  return { name, phases: [{ steps: before.slice(0, before.length - after), queries: [] }] };
}

/**
 * A shorter history that still shows a difference: removes steps, many at once while that works, then single ones, then members
 * of steps. Calls `differs` at most `maxAttempts` times.
 */
export async function shrink(
  history: History,
  differs: (history: History) => Promise<boolean>,
  maxAttempts = 80,
): Promise<History> {
  const { name, phases } = history;
  const queries = phases[0]?.queries ?? [];
  let steps = phases[0]?.steps ?? [];
  let left = maxAttempts;
  const still = async (fewer: readonly Step[]) => {
    left -= 1;
    if (left < 0 || !(await differs({ name, phases: [{ steps: fewer, queries }] }))) return false;
    steps = fewer;
    return true;
  };
  for (let size = Math.ceil(steps.length / 2); left > 0; size = Math.ceil(size / 2)) {
    for (let at = steps.length - size; at > -size; at -= size) {
      await still(steps.filter((_, i) => i < at || i >= at + size));
    }
    if (size === 1) break;
  }
  for (let at = steps.length - 1; at >= 0; at -= 1) {
    for (const simpler of simplerThan(steps[at])) await still(steps.map((step, i) => (i === at ? simpler : step)));
  }
  return { name, phases: [{ steps, queries }] };
}

function simplerThan(step: Step | undefined): Step[] {
  if (step?.act === 'publish') {
    const { branch: _, ...branchless } = step;
    const { tags: __, ...tagless } = step;
    return [...step.pacts.map((pact) => ({ ...step, pacts: [pact] })), ...(step.tags ? [tagless] : []), branchless];
  }
  if (step?.act === 'verify') {
    return Object.keys(step.asking).map((name) => ({ ...step, asking: { ...step.asking, [name]: undefined } }));
  }
  return [];
}
