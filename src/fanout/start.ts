import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import type { CoreCommit } from './core-commit.ts';
import { dispatchWorkflow } from './dispatch.ts';
import { findRun } from './find-run.ts';
import type { Clock } from './follow-runs.ts';
import type { GitHub } from './github.ts';
import { isOutcomeUnknown, isTransient, toContractError } from './github-error.ts';
import { type FinalOutcome, failedOutcome, type Outcome, type Run, type RunningOutcome } from './outcome.ts';
import { parseResponse } from './response.ts';
import { fullName, type Target } from './target.ts';

/** One fan-out: its commit, and the id that distinguishes its runs from those of others. */
export interface FanOutRequest {
  readonly core: CoreCommit;
  /** Unique to this fan-out. */
  readonly id: string;
}

/**
 * Starts the workflow of one target. When GitHub's response is lost, the run is looked up by its name; the workflow is never started
 * twice.
 */
export async function startTarget(
  github: GitHub,
  target: Target,
  request: FanOutRequest,
  clock: Clock,
): Promise<Outcome> {
  try {
    const ref = target.ref ?? (await defaultBranch(github, target));
    const dispatched = { ref, inputs: fillInputs(target, request) };
    const run = await dispatchWorkflow(github, target, dispatched).catch(returnUnknownOutcome);
    if (run && !(run instanceof ContractError)) return runningOutcome(target, run);
    return await findStartedRun(github, target, request, clock, run);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return failedOutcome(target, 'never started', isTransient(error) ? null : false, error);
  }
}

const RepositoryDetails = z.object({ default_branch: z.string() });

async function defaultBranch(github: GitHub, { owner, repo }: Target): Promise<string> {
  const response = github.rest.repos.get({ owner, repo });
  const what = fullName({ owner, repo });
  return (await parseResponse(what, RepositoryDetails, response, 'GITHUB_REPOSITORY_NOT_FOUND')).default_branch;
}

/** Returns an error after which the run may exist nevertheless. */
function returnUnknownOutcome(error: unknown): ContractError {
  if (error instanceof ContractError && isOutcomeUnknown(error)) return error;
  throw error;
}

async function findStartedRun(
  github: GitHub,
  target: Target,
  request: FanOutRequest,
  clock: Clock,
  startError: ContractError | undefined,
): Promise<Outcome> {
  const search = { mark: runNameMark(target, request), since: request.core.lookedUpAt };
  const found = await findRun(github, target, search, clock).catch((e) => toContractError(e, fullName(target)));
  if (found && !(found instanceof ContractError)) return runningOutcome(target, found);
  const error = startError ?? found;
  return error ? unknownOutcome(target, error) : runNotFound(target);
}

function runningOutcome(target: Target, run: Run): RunningOutcome {
  return { target, verdict: 'running', run, phase: 'queued' };
}

function unknownOutcome(target: Target, error: ContractError): FinalOutcome {
  return {
    ...failedOutcome(target, 'unknown', null, error),
    hint: `No run was found, but it may have started: check the Actions page of ${fullName(target)}; if there is none, fan out again.`,
  };
}

function runNotFound(target: Target): FinalOutcome {
  return {
    target,
    verdict: 'never started',
    passed: null,
    reason: 'GitHub accepted the request, but no run with a matching name appeared within a minute',
    hint: `Give ${target.workflow} in ${fullName(target)} a run-name that contains its input, e.g. run-name: contracts with core \${{ inputs.core_ref }}.`,
  };
}

/** The placeholders in inputs, and their values in this fan-out; the most specific first. */
function placeholderValues({ core, id }: FanOutRequest): readonly (readonly [placeholder: string, value: string])[] {
  return [
    ['{fanout}', id],
    ['{core_sha}', core.sha],
    ['{core_ref}', core.ref],
  ];
}

function fillInputs({ inputs }: Target, request: FanOutRequest): Record<string, string> {
  const fill = (text: string) =>
    placeholderValues(request).reduce((filled, [placeholder, value]) => filled.replaceAll(placeholder, value), text);
  return Object.fromEntries(Object.entries(inputs).map(([name, text]) => [name, fill(text)]));
}

/** The value by which the run's name identifies this fan-out: that of the most specific placeholder in the inputs. */
function runNameMark({ inputs }: Target, request: FanOutRequest): string {
  const texts = Object.values(inputs).join(' ');
  const used = placeholderValues(request).find(([placeholder]) => texts.includes(placeholder));
  return used?.[1] ?? request.id;
}
