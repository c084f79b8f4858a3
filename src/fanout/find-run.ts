import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { ask } from './ask.ts';
import type { Clock } from './clock.ts';
import { isTransient } from './explain.ts';
import type { GitHub } from './github.ts';
import type { Run } from './outcome.ts';
import { fullName, type Target } from './target.ts';

const Runs = z.object({
  workflow_runs: z.array(
    z.object({
      id: z.int(),
      html_url: z.string(),
      /** The run's name, or the workflow's if it has none. */
      display_title: z.string().nullish(),
      name: z.string().nullish(),
      created_at: z.string().optional(),
    }),
  ),
});

/** Seconds between two requests: a run is usually listed at once, and after a minute it will not appear. */
const looks = [1, 3, 6, 10, 20, 20];

/**
 * Finds the run that a dispatch started, by its name: the oldest since `since` whose name contains `mark`. Waits up to a
 * minute for it to appear; undefined when it does not.
 * @throws ContractError GITHUB_… when GitHub refuses the request
 */
export async function findRun(
  github: GitHub,
  target: Target,
  { mark, since }: { mark: string; since: Date },
  clock: Clock,
): Promise<Run | undefined> {
  for (const seconds of looks) {
    await clock.sleep(1000 * seconds);
    const runs = await listRuns(github, target, since).catch(ifPassing([]));
    const ours = runs.filter(({ display_title, name }) => `${display_title} ${name}`.includes(mark));
    const [oldest] = ours.sort((a, b) => a.id - b.id);
    if (oldest) return { id: oldest.id, url: oldest.html_url };
  }
  return undefined;
}

async function listRuns(github: GitHub, target: Target, since: Date) {
  const { owner, repo, workflow: workflow_id } = target;
  const answer = github.rest.actions.listWorkflowRuns({
    owner,
    repo,
    workflow_id,
    event: 'workflow_dispatch',
    per_page: 100,
    created: `>=${since.toISOString().replace(/\.\d+Z$/, 'Z')}`,
  });
  const { workflow_runs } = await ask(`reading the runs of ${workflow_id} in ${fullName(target)}`, Runs, answer);
  return workflow_runs.filter(({ created_at }) => !isBefore(created_at, since));
}

/** A server that does not support `created` also lists the runs of earlier fan-outs. */
function isBefore(time: string | undefined, since: Date): boolean {
  return time !== undefined && Date.parse(time) < since.getTime();
}

function ifPassing<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof ContractError && isTransient(error)) return instead;
    throw error;
  };
}
