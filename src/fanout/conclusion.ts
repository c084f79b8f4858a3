import { z } from 'zod';
import type { GitHub } from './github.ts';
import type { FinalOutcome, RunningOutcome, Verdict } from './outcome.ts';
import { parseResponse } from './response.ts';
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
export async function completedOutcome(
  github: GitHub,
  { target, run }: RunningOutcome,
  completed: CompletedRun,
): Promise<FinalOutcome> {
  const conclusion = conclusions[completed.conclusion] ?? unknownConclusion(completed.conclusion);
  const failedAt = conclusion.verdict === 'failure' ? await failedStep(github, { target, run }) : undefined;
  return { target, run, ...durationSeconds(completed), ...conclusion, ...(failedAt && { reason: failedAt }) };
}

/** Empty when GitHub does not report when the run started and ended. */
function durationSeconds({
  run_started_at: from = '',
  updated_at: to = '',
}: CompletedRun): Pick<FinalOutcome, 'seconds'> {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return Number.isNaN(seconds) ? {} : { seconds: Math.max(0, seconds) };
}

type Conclusion = Pick<FinalOutcome, 'verdict' | 'passed' | 'reason' | 'hint'>;

function failedConclusion(verdict: Verdict, reason: string, hint: string): Conclusion {
  return { verdict, passed: false, reason, hint };
}

/** By https://docs.github.com/en/rest/checks/runs. After any other conclusion, such as `skipped`, the verdict is `unknown`: nothing was tested. */
const conclusions: Readonly<Record<string, Conclusion>> = {
  success: { verdict: 'success', passed: true },
  failure: failedConclusion(
    'failure',
    'it failed',
    'Check its log. Restore in core what this repository relies on, or change this repository first.',
  ),
  startup_failure: failedConclusion(
    'failure',
    'its workflow file is invalid',
    'Correct the workflow, then fan out again.',
  ),
  cancelled: failedConclusion(
    'cancelled',
    'it was cancelled by a user or by a newer run',
    'Fan out again; if two fan-outs cancel each other, remove cancel-in-progress from the workflow.',
  ),
  timed_out: failedConclusion('timed out', 'it exceeded the time limit of its jobs', 'Check its log.'),
};

function unknownConclusion(conclusion: string): Conclusion {
  return {
    verdict: 'unknown',
    passed: null,
    reason: `its conclusion is "${conclusion}", which is no test result`,
    hint: 'Check its page; a condition (if:) may have skipped its jobs.',
  };
}

const FAILED_CONCLUSIONS = ['failure', 'timed_out', 'cancelled'];
const NamedConclusion = z.object({ name: z.string(), conclusion: z.string().nullish() });
const Jobs = z.object({ jobs: z.array(NamedConclusion.extend({ steps: z.array(NamedConclusion).optional() })) });

/** The first job that failed and its step, e.g. "contracts / Run the contract tests"; undefined when GitHub does not report them. */
async function failedStep(
  github: GitHub,
  { target, run }: Pick<RunningOutcome, 'target' | 'run'>,
): Promise<string | undefined> {
  const { owner, repo } = target;
  const response = github.rest.actions.listJobsForWorkflowRun({ owner, repo, run_id: run.id, per_page: 100 });
  const found = await parseResponse(`reading the jobs of run ${run.id} in ${fullName(target)}`, Jobs, response).catch(
    () => undefined,
  );
  const firstFailed = <T extends z.infer<typeof NamedConclusion>>(parts: T[] = []) =>
    parts.find(({ conclusion }) => FAILED_CONCLUSIONS.includes(conclusion ?? ''));
  const job = firstFailed(found?.jobs);
  const step = firstFailed(job?.steps);
  return job && `failed at ${[job.name, step?.name].filter(Boolean).join(' / ')}`;
}
