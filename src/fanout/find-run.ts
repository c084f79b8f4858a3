import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import type { Clock } from './follow-runs.ts';
import type { GitHub } from './github.ts';
import { isTransient } from './github-error.ts';
import type { Run } from './outcome.ts';
import { parseResponse } from './response.ts';
import { fullName, type Target } from './target.ts';

const Runs = z.object({
  workflow_runs: z.array(
    z.object({
      id: z.int(),
      html_url: z.string(),
      /** The run's name; without a run-name, the workflow's. */
      display_title: z.string().nullish(),
      name: z.string().nullish(),
      created_at: z.string().optional(),
    }),
  ),
});

/** Seconds before each request: a run is usually listed at once; one that is not listed after a minute does not exist. */
const DELAYS_SECONDS = [1, 3, 6, 10, 20, 20];

/**
 * Finds the run that a dispatch started, by its name: the oldest since `since` whose name contains `mark`. Waits up to a minute for it to
 * appear; undefined when it does not.
 * @throws ContractError GITHUB_… when GitHub refuses the request
 */
export async function findRun(
  github: GitHub,
  target: Target,
  { mark, since }: { mark: string; since: Date },
  clock: Clock,
): Promise<Run | undefined> {
  for (const seconds of DELAYS_SECONDS) {
    await clock.sleep(1000 * seconds);
    const runs = await listRuns(github, target, since).catch(emptyIfTransient);
    const matching = runs.filter(({ display_title, name }) => `${display_title} ${name}`.includes(mark));
    const [oldest] = matching.sort((a, b) => a.id - b.id);
    if (oldest) return { id: oldest.id, url: oldest.html_url };
  }
  return undefined;
}

async function listRuns(github: GitHub, target: Target, since: Date) {
  const { owner, repo, workflow: workflow_id } = target;
  const response = github.rest.actions.listWorkflowRuns({
    owner,
    repo,
    workflow_id,
    event: 'workflow_dispatch',
    per_page: 100,
    created: `>=${since.toISOString().replace(/\.\d+Z$/, 'Z')}`,
  });
  const { workflow_runs } = await parseResponse(
    `reading the runs of ${workflow_id} in ${fullName(target)}`,
    Runs,
    response,
  );
  return workflow_runs.filter(({ created_at }) => !isBefore(created_at, since));
}

/** A server that does not support `created` also lists the runs of earlier fan-outs. */
function isBefore(time: string | undefined, since: Date): boolean {
  return time !== undefined && Date.parse(time) < since.getTime();
}

/** After a transient error the next request may find the run. */
function emptyIfTransient(error: unknown): never[] {
  if (error instanceof ContractError && isTransient(error)) return [];
  throw error;
}
