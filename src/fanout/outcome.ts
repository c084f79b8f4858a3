import type { ContractError } from '../config/errors.ts';
import type { Target } from './target.ts';

/** A workflow run on GitHub. */
export interface Run {
  readonly id: number;
  /** Its page. */
  readonly url: string;
}

/** GitHub's status of a run that is not completed; `unanswered` when there was no response. */
export type Phase = 'queued' | 'requested' | 'waiting' | 'pending' | 'in_progress' | 'unanswered';

export type Ending = 'success' | 'failure' | 'cancelled' | 'timed out' | 'never started' | 'unknown';

/** A run that is not completed. */
export interface Running {
  readonly target: Target;
  readonly verdict: 'running';
  readonly run: Run;
  readonly phase: Phase;
  readonly why?: string;
}

/** The outcome for a target: the verdict, the reason and the next step. */
export interface Ended {
  readonly target: Target;
  readonly verdict: Ending;
  /** True: the target accepts this core. False: a definite no. Null: it could not be determined. */
  readonly green: boolean | null;
  readonly why?: string;
  readonly next?: string;
  readonly run?: Run;
  /** How long the run took. */
  readonly seconds?: number;
}

export type Outcome = Running | Ended;

export function isRunning(outcome: Outcome): outcome is Running {
  return outcome.verdict === 'running';
}

/** The outcome when the fan-out itself ran into an error on the way. */
export function stopped(target: Target, verdict: Ending, green: false | null, error: ContractError): Ended {
  return { target, verdict, green, why: error.message, next: error.hint };
}

/** The outcome when the fan-out itself is cancelled: completed targets keep their verdict, the others are unknown. */
export function cancelled(target: Target, outcome?: Outcome): Ended {
  if (outcome && !isRunning(outcome)) return outcome;
  const next = 'Fan out again, or look at its Actions page.';
  if (!outcome)
    return {
      target,
      verdict: 'unknown',
      green: null,
      why: 'the fan-out was cancelled before it was known to have started',
      next,
    };
  return {
    target,
    run: outcome.run,
    verdict: 'unknown',
    green: null,
    why: 'the fan-out was cancelled, and its run went on',
    next,
  };
}

/** 1 when a target failed, else 2 when one is unknown, else 0. A run that is not followed counts as started, thus 0. */
export function exitCodeOf(outcomes: readonly Outcome[]): 0 | 1 | 2 {
  const ended = outcomes.filter((outcome) => !isRunning(outcome));
  if (ended.some(({ green }) => green === false)) return 1;
  return ended.some(({ green }) => green === null) ? 2 : 0;
}
