import { z } from 'zod';
import { ask } from './ask.ts';
import type { GitHub } from './github.ts';
import type { Ended, Ending, Running } from './outcome.ts';
import { fullName } from './target.ts';

/** A completed workflow run, as GitHub reports it. */
export const CompletedRun = z.object({
  status: z.literal('completed'),
  conclusion: z.string(),
  run_started_at: z.string().optional(),
  updated_at: z.string().optional(),
});
export type CompletedRun = z.infer<typeof CompletedRun>;

/** The verdict of a completed run. If it failed, the reason names the job and the step. */
export async function endedRun(github: GitHub, { target, run }: Running, completed: CompletedRun): Promise<Ended> {
  const reading = conclusions[completed.conclusion] ?? unknownConclusion(completed.conclusion);
  const where = reading.verdict === 'failure' ? await failedStep(github, { target, run }) : undefined;
  return { target, run, ...duration(completed), ...reading, ...(where && { why: where }) };
}

/** Left out when GitHub does not report when the run started and ended. */
function duration({ run_started_at: from = '', updated_at: to = '' }: CompletedRun): Pick<Ended, 'seconds'> {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return Number.isNaN(seconds) ? {} : { seconds: Math.max(0, seconds) };
}

type Conclusion = Pick<Ended, 'verdict' | 'green' | 'why' | 'next'>;

function failed(verdict: Ending, why: string, next: string): Conclusion {
  return { verdict, green: false, why, next };
}

/** https://docs.github.com/en/rest/checks/runs: the conclusions. A run that tested nothing is not a yes. */
const conclusions: Readonly<Record<string, Conclusion>> = {
  success: { verdict: 'success', green: true },
  failure: failed(
    'failure',
    'it failed',
    'Read what failed on its page; keep in core what it relies on, or let it follow first.',
  ),
  startup_failure: failed('failure', 'its workflow file is invalid', 'Correct the workflow, then fan out again.'),
  cancelled: failed(
    'cancelled',
    'someone or a newer run cancelled it',
    'Fan out again; without cancel-in-progress, if two fan-outs cancel each other.',
  ),
  timed_out: failed('timed out', 'it ran longer than its jobs may', 'See on its page where it hangs.'),
};

function unknownConclusion(conclusion: string): Conclusion {
  return {
    verdict: 'unknown',
    green: null,
    why: `it ended as "${conclusion}", which proves nothing`,
    next: 'See on its page why it tested nothing; a condition (if:) may have skipped its jobs.',
  };
}

const FAILED_CONCLUSIONS = ['failure', 'timed_out', 'cancelled'];
const Part = z.object({ name: z.string(), conclusion: z.string().nullish() });
const Jobs = z.object({ jobs: z.array(Part.extend({ steps: z.array(Part).optional() })) });

/** The first job that failed and its step, e.g. "contracts / Run the contract tests"; undefined when GitHub does not report them. */
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
    parts.find(({ conclusion }) => FAILED_CONCLUSIONS.includes(conclusion ?? ''));
  const job = first(found?.jobs);
  const step = first(job?.steps);
  return job && `failed at ${[job.name, step?.name].filter(Boolean).join(' / ')}`;
}
