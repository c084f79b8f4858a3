import type { ContractError } from '../config/errors.ts';
import type { Target } from './target.ts';

/** A workflow run on GitHub. */
export interface Run {
  readonly id: number;
  /** The URL of its page. */
  readonly url: string;
}

/** GitHub's status of a run that is not completed; `no response` when GitHub did not report it. */
export type Phase = 'queued' | 'requested' | 'waiting' | 'pending' | 'in_progress' | 'no response';

export type Verdict = 'success' | 'failure' | 'cancelled' | 'timed out' | 'never started' | 'not completed' | 'unknown';

/** A run that is not completed. */
export interface RunningOutcome {
  readonly target: Target;
  readonly verdict: 'running';
  readonly run: Run;
  readonly phase: Phase;
  readonly reason?: string;
}

/** The outcome for a target: the verdict, the reason and the next step. */
export interface FinalOutcome {
  readonly target: Target;
  readonly verdict: Verdict;
  /** True: the target works with this core. False: it does not. Null: it could not be determined. */
  readonly passed: boolean | null;
  readonly reason?: string;
  readonly hint?: string;
  readonly run?: Run;
  /** How long the run took. */
  readonly seconds?: number;
}

export type Outcome = RunningOutcome | FinalOutcome;

export function isRunning(outcome: Outcome): outcome is RunningOutcome {
  return outcome.verdict === 'running';
}

/** The outcome for a target that the fan-out could not start or follow. */
export function failedOutcome(
  target: Target,
  verdict: Verdict,
  passed: false | null,
  error: ContractError,
): FinalOutcome {
  return { target, verdict, passed, reason: error.message, hint: error.hint };
}

/** The outcome when the fan-out itself is cancelled: completed targets keep their verdict, the others are unknown. */
export function cancelledOutcome(target: Target, outcome?: Outcome): FinalOutcome {
  if (outcome && !isRunning(outcome)) return outcome;
  const hint = 'Fan out again, or check its Actions page.';
  if (!outcome)
    return {
      target,
      verdict: 'unknown',
      passed: null,
      reason: 'the fan-out was cancelled before the start was confirmed',
      hint,
    };
  return {
    target,
    run: outcome.run,
    verdict: 'unknown',
    passed: null,
    reason: 'the fan-out was cancelled; the run continues',
    hint,
  };
}

/** 1 when a target failed, else 2 when one is unknown, else 0. A run that is not followed is not a failure. */
export function fanOutExitCode(outcomes: readonly Outcome[]): 0 | 1 | 2 {
  const ended = outcomes.filter((outcome) => !isRunning(outcome));
  if (ended.some(({ passed }) => passed === false)) return 1;
  return ended.some(({ passed }) => passed === null) ? 2 : 0;
}
