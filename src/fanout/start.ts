import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { ask } from './ask.ts';
import type { Clock } from './clock.ts';
import type { CoreCommit } from './core-commit.ts';
import { dispatch } from './dispatch.ts';
import { explain, isOutcomeUnknown, isTransient } from './explain.ts';
import { findRun } from './find-run.ts';
import type { GitHub } from './github.ts';
import { type Ended, type Outcome, type Run, type Running, stopped } from './outcome.ts';
import { fullName, type Target } from './target.ts';

/** One fan-out: its commit, and the name that distinguishes its runs from others. */
export interface Message {
  readonly core: CoreCommit;
  /** Unique to this fan-out. */
  readonly id: string;
}

/**
 * Starts the workflow of one target. When GitHub's response is lost, the run is looked up and the workflow is not started
 * again: whatever happens, it is started once at most.
 */
export async function start(github: GitHub, target: Target, message: Message, clock: Clock): Promise<Outcome> {
  try {
    const ref = target.ref ?? (await defaultBranch(github, target));
    const started = { ref, inputs: filledIn(target, message) };
    const run = await dispatch(github, target, started).catch(lost);
    if (run && !(run instanceof ContractError)) return running(target, run);
    return await lookFor(github, target, message, clock, run);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return stopped(target, 'never started', isTransient(error) ? null : false, error);
  }
}

const Repo = z.object({ default_branch: z.string() });

async function defaultBranch(github: GitHub, { owner, repo }: Target): Promise<string> {
  const what = `${owner}/${repo}`;
  return (await ask(what, Repo, github.rest.repos.get({ owner, repo }), 'GITHUB_REPOSITORY_NOT_FOUND')).default_branch;
}

/** An error after which the run may exist nevertheless is a result, and the run is looked up. */
function lost(error: unknown): ContractError {
  if (error instanceof ContractError && isOutcomeUnknown(error)) return error;
  throw error;
}

async function lookFor(
  github: GitHub,
  target: Target,
  message: Message,
  clock: Clock,
  error: ContractError | undefined,
): Promise<Outcome> {
  const mark = markOf(target, message);
  const search = { mark, since: message.core.seenAt };
  const found = await findRun(github, target, search, clock).catch((e) => explain(e, fullName(target)));
  if (found && !(found instanceof ContractError)) return running(target, found);
  const trouble = error ?? found;
  return trouble ? mayHaveStarted(target, trouble) : notFound(target);
}

function running(target: Target, run: Run): Running {
  return { target, verdict: 'running', run, phase: 'queued' };
}

function mayHaveStarted(target: Target, error: ContractError): Ended {
  return {
    ...stopped(target, 'unknown', null, error),
    next: `No run of it was found, yet it may have started: look at the Actions page of ${fullName(target)}, and fan out again if none is there.`,
  };
}

function notFound(target: Target): Ended {
  return {
    target,
    verdict: 'never started',
    green: null,
    why: `GitHub took the request, and no run whose name tells that it is ours appeared within a minute`,
    next: `Give ${target.workflow} in ${fullName(target)} a run-name that holds its input, e.g. run-name: contracts with core \${{ inputs.core_ref }}.`,
  };
}

/** The placeholders of inputs, which are known only when the fan-out runs. */
function placeholders({ core, id }: Message): readonly (readonly [placeholder: string, value: string])[] {
  return [
    ['{fanout}', id],
    ['{core_sha}', core.sha],
    ['{core_ref}', core.ref],
  ];
}

function filledIn({ inputs }: Target, message: Message): Record<string, string> {
  const fill = (text: string) =>
    placeholders(message).reduce((filled, [placeholder, value]) => filled.replaceAll(placeholder, value), text);
  return Object.fromEntries(Object.entries(inputs).map(([name, text]) => [name, fill(text)]));
}

/** The most specific input that the run's name can contain. */
function markOf({ inputs }: Target, message: Message): string {
  const given = Object.values(inputs).join(' ');
  const named = placeholders(message).find(([placeholder]) => given.includes(placeholder));
  return named?.[1] ?? message.id;
}
