import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { all, called, type Job, jobs, ours, steps, type WorkflowFile } from './files.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** The names that follow `expression.` in a text: `inputs.core_ref` → `core_ref`. */
function referenced(text: string, expression: string): string[] {
  return [...new Set([...text.matchAll(new RegExp(`\\b${expression}\\.([\\w-]+)`, 'g'))].map(([, name = '']) => name))];
}

function declared({ workflow }: WorkflowFile, what: 'inputs' | 'secrets'): string[] {
  return Object.values(workflow.on).flatMap((trigger) => Object.keys(trigger?.[what] ?? {}));
}

const scriptsRun = steps(all).flatMap(([where, { run = '' }]) =>
  [...run.matchAll(/npm run (?:--silent )?"?([\w:-]+(?:\$AS)?)/g)].map(([, name = '']) => [where, name] as const),
);

test.each(scriptsRun)('%s runs an existing script: %s', (_, name) => {
  const names = name === 'record-$AS' ? ['record-release', 'record-deployment'] : [name];
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(names));
});

test('each command of the flow is run by a workflow', () => {
  const run = new Set(scriptsRun.map(([, name]) => name));
  const direct = steps(all).flatMap(
    ([, { run: script = '' }]) => /exec (node .*?\.ts [a-z:-]+)/.exec(script)?.[1] ?? [],
  );
  for (const command of direct) run.add(Object.keys(scripts).find((name) => scripts[name] === command) ?? command);
  const flow = [
    'test:pact',
    'pact:check',
    'pact:publish',
    'pact:verify',
    'can-i-merge',
    'can-i-deploy',
    'fanout',
    'token:check',
  ];
  expect([...run]).toEqual(expect.arrayContaining([...flow, 'missing-results']));
});

/** The variables of a repository that the README describes. */
const variables = [
  'CORE_REPOSITORY',
  'FANOUT_APP_ID',
  'FANOUT_APP_INSTALLATION_ID',
  'PACT_BROKER_BASE_URL',
  'PACT_ENVIRONMENT',
];

test('the workflows use exactly the variables of the README', () => {
  const used = new Set(all.flatMap((file) => referenced(file.text, 'vars')));
  expect([...used].sort()).toEqual(variables);
  const readme = readFileSync('.github/workflows/README.md', 'utf8');
  for (const name of variables) expect(readme).toContain(`\`${name}\``);
});

describe.each(all.map((file) => [file.path, file]))('%s', (_, file) => {
  test('uses exactly the inputs that it declares', () => {
    expect(referenced(file.text, '(?<![\\w.])inputs').sort()).toEqual([...new Set(declared(file, 'inputs'))].sort());
  });

  test('uses no secret with a name that GitHub reserves', () => {
    expect(referenced(file.text, 'secrets').filter((name) => name.startsWith('GITHUB_'))).toEqual([]);
  });

  test('uses exactly the secrets that it declares when it can be called', () => {
    const used = referenced(file.text, 'secrets').sort();
    const isCallable = 'workflow_call' in file.workflow.on;
    expect(isCallable ? declared(file, 'secrets').sort() : used).toEqual(used);
  });

  test.each(jobs([file]))('%s uses outputs of its own steps only', (_where, job) => {
    const ids = (job.steps ?? []).flatMap(({ id }) => id ?? []);
    expect(referenced(JSON.stringify(job), 'steps').filter((id) => !ids.includes(id))).toEqual([]);
  });
});

const callers = jobs(all).flatMap(([where, job]) => (job.uses ? [[where, job, job.uses] as const] : []));

describe.each(callers)('%s', (_, job: Job, uses) => {
  const callee = called(uses);
  const trigger = callee?.workflow.on.workflow_call;
  const inputs = Object.entries(trigger?.inputs ?? {});
  const given = Object.keys(job.with ?? {});

  test('calls a workflow of this project that can be called', () => expect(trigger).toBeTruthy());

  test('gives only inputs that the workflow declares', () => {
    expect(inputs.map(([name]) => name)).toEqual(expect.arrayContaining(given));
  });

  test('gives every required input', () => {
    const required = inputs.filter(([, input]) => input.required).map(([name]) => name);
    expect(given).toEqual(expect.arrayContaining(required));
  });

  test('gives only secrets that the workflow declares', () => {
    expect(Object.keys(trigger?.secrets ?? {})).toEqual(expect.arrayContaining(Object.keys(job.secrets ?? {})));
  });

  test('has the permissions of every job of the workflow', () => {
    for (const [, { permissions = {} }] of jobs(callee ? [callee] : []))
      expect(job.permissions).toMatchObject(permissions as object);
  });
});

test.each(ours.map((file) => [file.path, file]))('the README lists every input of %s', (path, file) => {
  const row = readFileSync('.github/workflows/README.md', 'utf8').match(
    new RegExp(`^\\| \\[\`${basename(path)}\`.*$`, 'm'),
  );
  expect(row).not.toBeNull();
  for (const input of declared(file, 'inputs')) expect(row?.[0]).toContain(`\`${input}\``);
});

test('each target of the fan-out has a template of its workflow with the same inputs', () => {
  const { targets } = JSON.parse(readFileSync('fanout.json', 'utf8'));
  for (const { repo, workflow, inputs } of targets) {
    const path = `.github/templates/${repo}/${workflow}`;
    const file = all.find((one) => one.path === path);
    expect([path, Object.keys(file?.workflow.on.workflow_dispatch?.inputs ?? {})]).toEqual([path, Object.keys(inputs)]);
    // On a server that does not return the run, it is found by its name.
    expect(file?.workflow['run-name']).toContain('${{ inputs.core_ref }}');
  }
});

test('dispatch_contracts.yml passes its required input core_ref to _contracts_reusable.yml', () => {
  const dispatch = ours.find(({ path }) => path.endsWith('/dispatch_contracts.yml'))?.workflow;
  expect(dispatch?.on.workflow_dispatch?.inputs).toMatchObject({ core_ref: { required: true, type: 'string' } });
  expect(dispatch?.['run-name']).toContain('${{ inputs.core_ref }}');
  expect(dispatch?.jobs.contracts).toMatchObject({
    uses: './.github/workflows/_contracts_reusable.yml',
    with: { core_ref: '${{ inputs.core_ref }}' },
  });
});

test("verify-core.yml reads exactly what the broker's webhook sends", () => {
  const webhook = '.github/templates/pact-broker/contract_requiring_verification_published.json';
  const { event_type, client_payload } = JSON.parse(readFileSync(webhook, 'utf8'));
  const file = ours.find(({ path }) => path.endsWith('/verify-core.yml'));
  expect(file?.workflow.on.repository_dispatch).toEqual({ types: [event_type] });
  expect(referenced(file?.text ?? '', 'client_payload').sort()).toEqual(Object.keys(client_payload).sort());
});
