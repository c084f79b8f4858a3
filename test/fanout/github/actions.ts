import { Hono } from 'hono';
import type { GitHubData, Run, Workflow } from './data.ts';
import { repositoryFor, throwHttpError } from './permission.ts';

const workflowPath = '/repos/:owner/:repo/actions/workflows/:workflow';
const conclusions = ['success', 'failure', 'cancelled', 'timed_out', 'skipped', 'neutral', 'startup_failure'];

/** Workflows and their runs. */
export function actions(world: GitHubData): Hono {
  const app = new Hono();

  app.get(workflowPath, (c) => {
    const { workflows, fullName } = repositoryFor(world, c, 'actions=read');
    const { state } = workflows[c.req.param('workflow')] ?? throwHttpError(404, 'Not Found');
    return c.json({ state, html_url: `https://github.test/${fullName}` });
  });

  app.post(`${workflowPath}/dispatches`, async (c) => {
    const { workflows, refs, defaultBranch, fullName } = repositoryFor(world, c, 'actions=write');
    const { ref, inputs = {}, return_run_details } = await c.req.json();
    const file = c.req.param('workflow');
    const workflow = workflows[file] ?? throwHttpError(404, 'Not Found');
    if (return_run_details && world.runDetails === 'rejected') {
      throwHttpError(422, 'Invalid request.\n\n"return_run_details" is not a permitted key.');
    }
    if (ref !== defaultBranch && !(ref in refs)) throwHttpError(422, `No ref found for: ${ref}`);
    checkInputs(workflow, inputs);
    const run = startRun(world, { repository: fullName, workflow: file, ref, inputs }, workflow);
    if (world.runDetails !== 'supported' || !return_run_details) return c.body(null, 204);
    const run_url = `https://api.github.test/repos/${fullName}/actions/runs/${run.id}`;
    return c.json({ workflow_run_id: run.id, run_url, html_url: pageUrl(run) });
  });

  app.get(`${workflowPath}/runs`, (c) => {
    const { fullName } = repositoryFor(world, c, 'actions=read');
    const since = new Date(c.req.query('created')?.replace('>=', '') ?? 0);
    const ofWorkflow = world.runs.filter(
      (run) => run.repository === fullName && run.workflow === c.req.param('workflow'),
    );
    const shown = ofWorkflow.filter((run) => run.createdAt >= since && run.hiddenListings-- <= 0);
    return c.json({ total_count: shown.length, workflow_runs: shown.map(present).reverse() });
  });

  app.get('/repos/:owner/:repo/actions/runs/:id', (c) => {
    const { fullName } = repositoryFor(world, c, 'actions=read');
    const run = world.runs.find((one) => one.id === Number(c.req.param('id')) && one.repository === fullName);
    if (!run) return throwHttpError(404, 'Not Found');
    const body = present(run);
    if (run.statuses.length > 1) run.statuses = run.statuses.slice(1);
    return c.json(body);
  });

  app.get('/repos/:owner/:repo/actions/runs/:id/jobs', (c) => {
    repositoryFor(world, c, 'actions=read');
    const steps = [
      { name: 'Install core', conclusion: 'success' },
      { name: 'Run the contract tests', conclusion: 'failure' },
    ];
    const jobs = [{ name: 'contracts', conclusion: 'failure', html_url: null, steps }];
    return c.json({ total_count: 1, jobs });
  });

  return app;
}

function checkInputs(workflow: Workflow, inputs: Record<string, string>): void {
  if (workflow.state !== 'active') throwHttpError(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  if (!workflow.dispatchable) throwHttpError(422, "Workflow does not have 'workflow_dispatch' trigger");
  const unexpected = Object.keys(inputs).filter((name) => !workflow.inputs.includes(name));
  if (unexpected.length > 0) throwHttpError(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  const missing = workflow.inputs.find((name) => !(name in inputs));
  if (missing) throwHttpError(422, `Required input '${missing}' not provided`);
}

function startRun(
  world: GitHubData,
  request: Pick<Run, 'repository' | 'workflow' | 'ref' | 'inputs'>,
  workflow: Workflow,
): Run {
  const earlier = world.runs.filter(
    (run) => run.repository === request.repository && run.workflow === request.workflow,
  );
  if (workflow.cancelsInProgress) for (const run of earlier) run.statuses = ['cancelled'];
  const statuses = workflow.statuses[Math.min(earlier.length, workflow.statuses.length - 1)] ?? 'success';
  const { hiddenListings, runName } = workflow;
  const id = 9_000_000_001 + world.runs.length;
  const run = {
    ...request,
    id,
    title: runName(request.inputs),
    createdAt: new Date(),
    statuses: statuses.split(' '),
    hiddenListings,
  };
  world.runs.push(run);
  return run;
}

function present(run: Run) {
  const status = run.statuses[0] ?? 'queued';
  const started = run.createdAt.getTime();
  return {
    id: run.id,
    name: 'Contracts',
    display_title: run.title,
    event: 'workflow_dispatch',
    html_url: pageUrl(run),
    ...(conclusions.includes(status) ? { status: 'completed', conclusion: status } : { status, conclusion: null }),
    created_at: run.createdAt.toISOString(),
    run_started_at: run.createdAt.toISOString(),
    updated_at: new Date(started + 112_000).toISOString(),
  };
}

function pageUrl({ repository, id }: Run): string {
  return `https://github.test/${repository}/actions/runs/${id}`;
}
