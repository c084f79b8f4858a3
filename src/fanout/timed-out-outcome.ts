import { formatDuration } from '../text/duration.ts';
import type { FinalOutcome, Phase, RunningOutcome } from './outcome.ts';

/** The outcome of a run that is not completed in time. */
export function timedOutOutcome({ target, run, phase, reason = '' }: RunningOutcome, timeoutMs: number): FinalOutcome {
  return { target, run, passed: null, ...explainPhase(phase, formatDuration(timeoutMs / 1000), reason) };
}

function explainPhase(
  phase: Phase,
  duration: string,
  error: string,
): Required<Pick<FinalOutcome, 'verdict' | 'reason' | 'hint'>> {
  switch (phase) {
    case 'queued':
    case 'requested':
      return {
        verdict: 'not completed',
        reason: `a job waits for a runner after ${duration}`,
        hint: 'Check that a runner with the labels of the job is online and idle.',
      };
    case 'waiting':
      return {
        verdict: 'not completed',
        reason: `a job waits for an approval after ${duration}`,
        hint: 'Approve the run on its page, or remove the protection rule of the environment.',
      };
    case 'pending':
      return {
        verdict: 'not completed',
        reason: `it waits for another run of its concurrency group after ${duration}`,
        hint: 'Wait for that run, or cancel it.',
      };
    case 'in_progress':
      return {
        verdict: 'timed out',
        reason: `it is still running after ${duration}`,
        hint: 'Check its log; set timeout-minutes for its jobs, or wait longer with --timeout.',
      };
    case 'no response':
      return {
        verdict: 'unknown',
        reason: `no response from GitHub after ${duration}: ${error}`,
        hint: 'Check its page.',
      };
  }
}
