import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { all, called, jobs, ours, steps, type WorkflowFile } from './files.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** What `expression.name` is said in a text: `inputs.core_ref` → `core_ref`. */
function said(text: string, expression: string): string[] {
  return [...new Set([...text.matchAll(new RegExp(`\\b${expression}\\.([\\w-]+)`, 'g'))].map(([, name = '']) => name))];
}

function declared({ workflow }: WorkflowFile, what: 'inputs' | 'secrets'): string[] {
  return Object.values(workflow.on).flatMap((trigger) => Object.keys(trigger?.[what] ?? {}));
}

const scriptsRun = steps(all).flatMap(([where, { run = '' }]) =>
  [...run.matchAll(/npm run (?:--silent )?"?([\w:-]+(?:\$AS)?)/g)].map(([, name = '']) => [where, name] as const),
);

test.each(scriptsRun)('%s runs %s, which there is', (_, name) => {
  const names = name === 'record-$AS' ? ['record-release', 'record-deployment'] : [name];
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(names));
});

test('each command of the flow has its workflow', () => {
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

describe.each(all.map((file) => [file.path, file]))('%s', (_, file) => {
  test('names no input that it does not have, and has none that it does not name', () => {
    expect(said(file.text, '(?<![\\w.])inputs').sort()).toEqual([...new Set(declared(file, 'inputs'))].sort());
  });

  test('names no secret that it is not given', () => {
    const known = 'workflow_call' in file.workflow.on ? declared(file, 'secrets') : undefined;
    for (const secret of said(file.text, 'secrets')) {
      expect(secret).not.toMatch(/^GITHUB_/); // GitHub takes no such name
      if (known) expect(known).toContain(secret);
    }
  });

  test('names variables and step outputs that there are', () => {
    const variables = [
      'PACT_BROKER_BASE_URL',
      'PACT_ENVIRONMENT',
      'CORE_REPOSITORY',
      'FANOUT_APP_ID',
      'FANOUT_APP_INSTALLATION_ID',
    ];
    for (const name of said(file.text, 'vars')) expect(variables).toContain(name);
    for (const [, job] of jobs([file])) {
      const ids = (job.steps ?? []).flatMap(({ id }) => id ?? []);
      for (const id of said(JSON.stringify(job), 'steps')) expect(ids).toContain(id);
    }
  });
});

describe.each(jobs(all).filter(([, { uses }]) => uses))('%s', (_, { uses = '', with: given = {}, secrets = {} }) => {
  const callee = called(uses);
  const trigger = callee?.workflow.on.workflow_call;

  test('calls a workflow of ours that may be called', () => expect(trigger).toBeTruthy());

  test('gives it what it requires, and nothing that it does not know', () => {
    const inputs = Object.entries(trigger?.inputs ?? {});
    expect(inputs.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(given)));
    const required = inputs.filter(([, input]) => input.required).map(([name]) => name);
    expect(Object.keys(given)).toEqual(expect.arrayContaining(required));
    expect(Object.keys(trigger?.secrets ?? {})).toEqual(expect.arrayContaining(Object.keys(secrets)));
  });

  test('is allowed at least what the jobs of that workflow ask for', () => {
    const caller = jobs(all).find(([, job]) => job.uses === uses)?.[1].permissions;
    for (const [, { permissions = {} }] of jobs(callee ? [callee] : []))
      expect(caller).toMatchObject(permissions as object);
  });
});

test.each(ours.map((file) => [file.path, file]))('the README lists every input of %s', (path, file) => {
  const row = readFileSync('.github/workflows/README.md', 'utf8').match(
    new RegExp(`^\\| \\[\`${basename(path)}\`.*$`, 'm'),
  );
  for (const input of declared(file, 'inputs')) expect(row?.[0]).toContain(`\`${input}\``);
});

test('the fan-out starts a workflow that is kept for each of its targets, with the input it sends', () => {
  const { targets } = JSON.parse(readFileSync('fanout.json', 'utf8'));
  for (const { repo, workflow, inputs } of targets) {
    const path = `.github/templates/${repo}/${workflow}`;
    const file = all.find((one) => one.path === path);
    expect([path, Object.keys(file?.workflow.on.workflow_dispatch?.inputs ?? {})]).toEqual([path, Object.keys(inputs)]);
    // Where GitHub does not say which run it started, it is known by its name.
    expect(file?.workflow['run-name']).toContain('${{ inputs.core_ref }}');
  }
});

test('the plan is kept: dispatch_contracts.yml has one required text, core_ref, and calls _contracts_reusable.yml with it', () => {
  const dispatch = ours.find(({ path }) => path.endsWith('/dispatch_contracts.yml'))?.workflow;
  expect(dispatch?.on.workflow_dispatch?.inputs).toMatchObject({ core_ref: { required: true, type: 'string' } });
  expect(dispatch?.['run-name']).toContain('${{ inputs.core_ref }}');
  expect(dispatch?.jobs.contracts).toMatchObject({
    uses: './.github/workflows/_contracts_reusable.yml',
    with: { core_ref: '${{ inputs.core_ref }}' },
  });
});

test("what the broker's webhook sends is what verify-core.yml reads", () => {
  const webhook = '.github/templates/pact-broker/contract_requiring_verification_published.json';
  const { event_type, client_payload } = JSON.parse(readFileSync(webhook, 'utf8'));
  const file = ours.find(({ path }) => path.endsWith('/verify-core.yml'));
  expect(file?.workflow.on.repository_dispatch).toEqual({ types: [event_type] });
  expect(said(file?.text ?? '', 'client_payload').sort()).toEqual(Object.keys(client_payload).sort());
});
