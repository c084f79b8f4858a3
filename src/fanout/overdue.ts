import { formatDuration } from '../text/duration.ts';
import type { Ended, Phase, Running } from './outcome.ts';

/** The outcome of a run that is not completed in time: unknown. */
export function overdue({ target, run, phase, why = '' }: Running, timeoutMs: number): Ended {
  const [verdict, reason, next] = told(phase, why);
  return { target, verdict, green: null, why: `${reason} after ${formatDuration(timeoutMs / 1000)}`, next, run };
}

function told(phase: Phase, why: string): [verdict: Ended['verdict'], why: string, next: string] {
  switch (phase) {
    case 'queued':
    case 'requested':
      return ['never started', 'no runner has taken it', 'See whether a runner with its labels is there and free.'];
    case 'waiting':
      return [
        'never started',
        'it waits for an approval',
        'Approve it on its page, or take the rule from its environment.',
      ];
    case 'pending':
      return ['never started', 'it waits for another run of its concurrency group', 'Wait for that run, or cancel it.'];
    case 'in_progress':
      return [
        'timed out',
        'it still runs',
        'See on its page where it hangs; give its jobs timeout-minutes, or wait longer: --timeout.',
      ];
    case 'unanswered':
      return ['unknown', why, 'See its page.'];
  }
}
