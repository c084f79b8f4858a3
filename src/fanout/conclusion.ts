import { z } from 'zod';
import { ask } from './ask.ts';
import type { Over } from './follow.ts';
import type { GitHub } from './github.ts';
import type { Ended, Ending, Running } from './outcome.ts';
import { fullName } from './target.ts';

/** The verdict of a run that is over; when it failed, with the job and step that did. */
export async function ended(github: GitHub, { target, run }: Running, over: Over): Promise<Ended> {
  const reading = readings[over.conclusion] ?? unknown(over.conclusion);
  const where = reading.verdict === 'failure' ? await failedStep(github, { target, run }) : undefined;
  return { target, run, ...took(over), ...reading, ...(where && { why: where }) };
}

/** Nothing where GitHub does not say when it began and ended. */
function took({ run_started_at: from = '', updated_at: to = '' }: Over): Pick<Ended, 'seconds'> {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return Number.isNaN(seconds) ? {} : { seconds: Math.max(0, seconds) };
}

type Reading = Pick<Ended, 'verdict' | 'green' | 'why' | 'next'>;

function red(verdict: Ending, why: string, next: string): Reading {
  return { verdict, green: false, why, next };
}

/** https://docs.github.com/en/rest/checks/runs: the conclusions. A run that tested nothing is no yes. */
const readings: Readonly<Record<string, Reading>> = {
  success: { verdict: 'success', green: true },
  failure: red(
    'failure',
    'it failed',
    'Read what failed on its page; keep in core what it relies on, or let it follow first.',
  ),
  startup_failure: red('failure', 'its workflow file is invalid', 'Correct the workflow, then fan out again.'),
  cancelled: red(
    'cancelled',
    'someone or a newer run cancelled it',
    'Fan out again; without cancel-in-progress, if two fan-outs cancel each other.',
  ),
  timed_out: red('timed out', 'it ran longer than its jobs may', 'See on its page where it hangs.'),
};

function unknown(conclusion: string): Reading {
  return {
    verdict: 'unknown',
    green: null,
    why: `it ended as "${conclusion}", which proves nothing`,
    next: 'See on its page why it tested nothing; a condition (if:) may have skipped its jobs.',
  };
}

const bad = ['failure', 'timed_out', 'cancelled'];
const Part = z.object({ name: z.string(), conclusion: z.string().nullish() });
const Jobs = z.object({ jobs: z.array(Part.extend({ steps: z.array(Part).optional() })) });

/** "contracts / Run the contract tests": the first job that failed, and its step. It is an extra, and missing when GitHub does not tell. */
async function failedStep(
  github: GitHub,
  { target, run }: Pick<Running, 'target' | 'run'>,
): Promise<string | undefined> {
  const { owner, repo } = target;
  const answer = github.rest.actions.listJobsForWorkflowRun({ owner, repo, run_id: run.id, per_page: 100 });
  const found = await ask(`reading the jobs of run ${run.id} in ${fullName(target)}`, Jobs, answer).catch(
    () => undefined,
  );
  const first = <T extends z.infer<typeof Part>>(parts: T[] = []) =>
    parts.find(({ conclusion }) => bad.includes(conclusion ?? ''));
  const job = first(found?.jobs);
  const step = first(job?.steps);
  return job && `failed at ${[job.name, step?.name].filter(Boolean).join(' / ')}`;
}
