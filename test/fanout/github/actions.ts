import { Hono } from 'hono';
import { refuse, repositoryFor } from './permission.ts';
import type { Run, Workflow, World } from './world.ts';

const workflowPath = '/repos/:owner/:repo/actions/workflows/:workflow';
const ends = ['success', 'failure', 'cancelled', 'timed_out', 'skipped', 'neutral', 'startup_failure'];

/** Workflows and their runs. */
export function actions(world: World): Hono {
  const app = new Hono();

  app.get(workflowPath, (c) => {
    const { workflows, fullName } = repositoryFor(world, c, 'actions=read');
    const { state } = workflows[c.req.param('workflow')] ?? refuse(404, 'Not Found');
    return c.json({ state, html_url: `https://github.test/${fullName}` });
  });

  app.post(`${workflowPath}/dispatches`, async (c) => {
    const { workflows, refs, defaultBranch, fullName } = repositoryFor(world, c, 'actions=write');
    const { ref, inputs = {}, return_run_details } = await c.req.json();
    const file = c.req.param('workflow');
    const workflow = workflows[file] ?? refuse(404, 'Not Found');
    if (return_run_details && world.runDetails === 'refused') {
      refuse(422, 'Invalid request.\n\n"return_run_details" is not a permitted key.');
    }
    if (ref !== defaultBranch && !(ref in refs)) refuse(422, `No ref found for: ${ref}`);
    check(workflow, inputs);
    const run = begin(world, { repository: fullName, workflow: file, ref, inputs }, workflow);
    if (world.runDetails !== 'given' || !return_run_details) return c.body(null, 204);
    const run_url = `https://api.github.test/repos/${fullName}/actions/runs/${run.id}`;
    return c.json({ workflow_run_id: run.id, run_url, html_url: page(run) });
  });

  app.get(`${workflowPath}/runs`, (c) => {
    const { fullName } = repositoryFor(world, c, 'actions=read');
    const since = new Date(c.req.query('created')?.replace('>=', '') ?? 0);
    const ofWorkflow = world.runs.filter(
      (run) => run.repository === fullName && run.workflow === c.req.param('workflow'),
    );
    const shown = ofWorkflow.filter((run) => run.createdAt >= since && run.hiddenFor-- <= 0);
    return c.json({ total_count: shown.length, workflow_runs: shown.map(present).reverse() });
  });

  app.get('/repos/:owner/:repo/actions/runs/:id', (c) => {
    const { fullName } = repositoryFor(world, c, 'actions=read');
    const run = world.runs.find((one) => one.id === Number(c.req.param('id')) && one.repository === fullName);
    if (!run) return refuse(404, 'Not Found');
    const answer = present(run);
    if (run.story.length > 1) run.story = run.story.slice(1);
    return c.json(answer);
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

function check(workflow: Workflow, inputs: Record<string, string>): void {
  if (workflow.state !== 'active') refuse(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  if (!workflow.dispatchable) refuse(422, "Workflow does not have 'workflow_dispatch' trigger");
  const unexpected = Object.keys(inputs).filter((name) => !workflow.inputs.includes(name));
  if (unexpected.length > 0) refuse(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  const missing = workflow.inputs.find((name) => !(name in inputs));
  if (missing) refuse(422, `Required input '${missing}' not provided`);
}

function begin(world: World, what: Pick<Run, 'repository' | 'workflow' | 'ref' | 'inputs'>, workflow: Workflow): Run {
  const earlier = world.runs.filter((run) => run.repository === what.repository && run.workflow === what.workflow);
  if (workflow.cancels) for (const run of earlier) run.story = ['cancelled'];
  const story = workflow.stories[Math.min(earlier.length, workflow.stories.length - 1)] ?? 'success';
  const { hiddenFor, runName } = workflow;
  const id = 9_000_000_001 + world.runs.length;
  const run = { ...what, id, title: runName(what.inputs), createdAt: new Date(), story: story.split(' '), hiddenFor };
  world.runs.push(run);
  return run;
}

function present(run: Run) {
  const word = run.story[0] ?? 'queued';
  const started = run.createdAt.getTime();
  return {
    id: run.id,
    name: 'Contracts',
    display_title: run.title,
    event: 'workflow_dispatch',
    html_url: page(run),
    ...(ends.includes(word) ? { status: 'completed', conclusion: word } : { status: word, conclusion: null }),
    created_at: run.createdAt.toISOString(),
    run_started_at: run.createdAt.toISOString(),
    updated_at: new Date(started + 112_000).toISOString(),
  };
}

function page({ repository, id }: Run): string {
  return `https://github.test/${repository}/actions/runs/${id}`;
}
