import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve as resolvePath } from 'node:path';
import type { Job, Step, Workflow, WorkflowFile } from '../files.ts';
import { type Contexts, fill, holds, type JobStatus, resolve } from './expression.ts';

/** A runner: its folders, its variables and the contexts of expressions. */
export interface Runner {
  readonly checkout: string;
  /** A folder for its files. */
  readonly temp: string;
  /** The variables beside those that GitHub sets. */
  readonly env: Readonly<Record<string, string>>;
  /** `github`, `vars`, `secrets`, `inputs`, `needs`, `matrix`. */
  readonly contexts: Contexts & { readonly github: Readonly<Record<string, unknown>> };
  /** The names of steps that are omitted, because they would run these tests. */
  readonly without?: RegExp;
}

export interface StepRan {
  readonly name: string;
  readonly result: 'success' | 'failure' | 'skipped';
  readonly output: string;
}

export interface JobRan {
  readonly result: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRan[];
  readonly summary: string;
  /** The output of all steps. */
  readonly log: string;
}

/** Runs the steps of one job of a workflow as a runner does: its conditions, variables, outputs and summary. */
export async function runJob({ workflow }: WorkflowFile, name: string, runner: Runner): Promise<JobRan> {
  const job = workflow.jobs[name];
  if (!job?.steps) throw new Error(`there is no job ${name} with steps`);
  const contexts = { ...nothing, runner: { temp: runner.temp }, ...runner.contexts };
  const needed = Object.values(contexts.needs as Record<string, { result: string }>);
  const before: JobStatus = needed.some(({ result }) => result !== 'success') ? 'failure' : 'success';
  if (!holds(job.if, contexts, before)) return { result: 'skipped', outputs: {}, steps: [], summary: '', log: '' };
  const files = filesIn(runner.temp);
  const ran: StepRan[] = [];
  const steps: Record<string, { outputs: Record<string, string>; outcome: StepRan['result'] }> = {};
  let status: JobStatus = 'success';
  for (const step of job.steps) {
    const env = environment(workflow, job, step, { ...contexts, steps }, files);
    const here = { ...contexts, steps, env };
    const one = await runStep(step, { ...runner, contexts: here }, env, files, status);
    ran.push(one);
    if (one.result === 'failure') status = 'failure';
    if (step.id) steps[step.id] = { outputs: settings(files.output), outcome: one.result };
    writeFileSync(files.output, '');
  }
  const outputs = Object.entries(job.outputs ?? {}).map(([key, value]) => [key, fill(value, { ...contexts, steps })]);
  return {
    result: status,
    outputs: Object.fromEntries(outputs),
    steps: ran,
    summary: readFileSync(files.summary, 'utf8'),
    log: ran.map(({ output }) => output).join(''),
  };
}

const nothing = {
  inputs: {},
  needs: {},
  matrix: {},
  vars: {},
  secrets: {},
  steps: {},
  env: {},
  job: {},
  strategy: { 'job-index': 0 },
};

type Files = Readonly<Record<'output' | 'env' | 'summary', string>>;

function filesIn(temp: string): Files {
  const folder = mkdtempSync(join(temp, 'job-'));
  const files = { output: join(folder, 'output'), env: join(folder, 'env'), summary: join(folder, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  return files;
}

/** The variables of the workflow, of the job, those that steps have set, and those of the step; later ones take precedence. */
function environment(
  workflow: Workflow,
  job: Job,
  step: Step,
  contexts: Contexts,
  files: Files,
): Record<string, string> {
  let env: Record<string, string> = {};
  for (const layer of [workflow.env, job.env, settings(files.env), step.env]) {
    const filled = Object.entries(layer ?? {}).map(([name, value]) => [name, fill(value, { ...contexts, env })]);
    env = { ...env, ...Object.fromEntries(filled) };
  }
  return env;
}

/** Parses `name=value` lines, and values between two equal delimiters, as in GitHub's files. */
function settings(path: string): Record<string, string> {
  const text = readFileSync(path, 'utf8');
  const found = text.matchAll(/^([\w-]+)(?:=(.*)|<<(\S+)\n([\s\S]*?)\n\3)$/gm);
  return Object.fromEntries([...found].map(([, name, line, , block]) => [name, line ?? block ?? '']));
}

async function runStep(
  step: Step,
  runner: Runner,
  env: Record<string, string>,
  files: Files,
  status: JobStatus,
): Promise<StepRan> {
  const name = step.name ?? step.uses ?? 'a script';
  if (runner.without?.test(name) || !holds(step.if, runner.contexts, status))
    return { name, result: 'skipped', output: '' };
  if (step.uses) return { name, result: uses(step, runner), output: '' };
  const script = join(mkdtempSync(join(runner.temp, 'step-')), 'script.sh');
  writeFileSync(script, step.run ?? '');
  const { code, output } = await bash(script, runner, { ...env, ...gitHubs(runner, files) });
  return {
    name,
    result: code === 0 ? 'success' : 'failure',
    output: output + (code === 0 ? '' : `\n(exit code ${code})\n`),
  };
}

/**
 * Artifacts are folders below `temp`. Nothing else is downloaded: what a step would check out must be there already, this project in the folder that the runner works in, and the
 * calling repository in the folder `path` below it.
 */
function uses(step: Step, { contexts, checkout, temp }: Runner): 'success' | 'failure' {
  const given = Object.fromEntries(
    Object.entries(step.with ?? {}).map(([name, value]) => [name, resolve(value, contexts)]),
  );
  const { repository = contexts.github.repository, ref = contexts.github.sha, path } = given;
  if (step.uses?.startsWith('actions/setup-')) return 'success';
  const artifact = join(temp, 'artifacts', String(given.name));
  if (step.uses?.startsWith('actions/upload-artifact@')) return upload(resolvePath(checkout, String(path)), artifact);
  if (step.uses?.startsWith('actions/download-artifact@'))
    return download(artifact, resolvePath(checkout, String(path ?? '.')));
  if (path !== undefined)
    return repository === contexts.github.repository && ref === headOf(join(checkout, String(path)))
      ? 'success'
      : 'failure';
  const job = contexts.job as { workflow_repository?: string; workflow_sha?: string };
  return repository === job.workflow_repository && ref === job.workflow_sha ? 'success' : 'failure';
}

/** A folder's content, or one file. */
function upload(path: string, artifact: string): 'success' | 'failure' {
  if (!existsSync(path)) return 'failure';
  rmSync(artifact, { recursive: true, force: true });
  mkdirSync(artifact, { recursive: true });
  const isFolder = statSync(path).isDirectory();
  cpSync(path, isFolder ? artifact : join(artifact, basename(path)), { recursive: true });
  rmSync(path, { recursive: true }); // the next job has a checkout of its own
  return 'success';
}

function download(artifact: string, folder: string): 'success' | 'failure' {
  if (!existsSync(artifact)) return 'failure';
  cpSync(artifact, folder, { recursive: true });
  return 'success';
}

function headOf(folder: string): string {
  return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8' }).trim();
}

function gitHubs({ contexts: { github }, temp }: Runner, files: Files): Record<string, string> {
  const event = join(temp, 'event.json');
  writeFileSync(event, JSON.stringify(github.event ?? {}));
  const named = [
    'api_url',
    'server_url',
    'repository',
    'sha',
    'ref_name',
    'head_ref',
    'ref_type',
    'run_id',
    'event_name',
  ];
  const values = named.map((name) => [`GITHUB_${name.toUpperCase()}`, String(github[name] ?? '')]);
  const paths = { GITHUB_OUTPUT: files.output, GITHUB_ENV: files.env, GITHUB_STEP_SUMMARY: files.summary };
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_PATH: event,
    RUNNER_TEMP: temp,
    ...paths,
    ...Object.fromEntries(values),
  };
}

/** A script as a runner starts it for `shell: bash`. */
function bash(script: string, { checkout, env: base }: Runner, env: Record<string, string>) {
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', script];
  const options = { cwd: checkout, env: { ...base, ...env }, timeout: 500_000, maxBuffer: 32 << 20 };
  return new Promise<{ code: number; output: string }>((done) => {
    const child = execFile('bash', args, options, (_, out, err) =>
      done({ code: child.exitCode ?? -1, output: out + err }),
    );
  });
}
