import { all, called, home, jobs, ours, steps } from './files.ts';

/** The commit and version of each action that was reviewed. */
const pins = new Map([
  ['actions/checkout', 'de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2'],
  ['actions/setup-node', '48b55a011bda9f5d6aeb4c2d9c7362e8dae4041e # v6.4.0'],
  ['actions/setup-python', 'a309ff8b426b58ec0e2a45f0f869d46889d02405 # v6.2.0'],
  ['actions/upload-artifact', 'b7c566a772e6b6bfb58ed0dc250532a479d7789f # v6.0.0'],
  ['actions/download-artifact', '37930b1c2abaa49bbe596cd826c3c89aef350131 # v7.0.0'],
]);

test.each(all.map((file) => [file.path, file]))(
  '%s has no permissions beyond those of its jobs',
  (_, { workflow, text }) => {
    expect(workflow.permissions).toEqual({});
    expect(text).not.toMatch(/write-all|read-all|secrets: inherit|pull_request_target/);
  },
);

test.each(jobs(all))('%s has a reason for each permission', (_, job, { text }) => {
  expect(typeof job.permissions).toBe('object');
  for (const [scope, level] of Object.entries(job.permissions ?? {}))
    expect(text).toMatch(new RegExp(`^ +${scope}: ${level} # \\S+`, 'm'));
});

test.each(jobs(all).filter(([, job]) => !job.uses))('%s has a time limit of at most 40 minutes', (_, job) => {
  expect(job['timeout-minutes']).toBeGreaterThan(0);
  expect(job['timeout-minutes']).toBeLessThanOrEqual(40);
});

test.each(
  all.filter(({ workflow }) => Object.keys(workflow.on).some((on) => on !== 'workflow_call')).map((f) => [f.path, f]),
)('%s does not share a concurrency group with the workflow that it calls', (_, { path, workflow }) => {
  const group = workflow.concurrency?.group ?? '';
  expect(group).toMatch(/^[a-z-]+(-\$\{\{|$)/);
  const callees = Object.values(workflow.jobs).flatMap(({ uses }) => (uses ? [called(uses)?.workflow] : []));
  const prefix = (text = '') => text.split('$')[0]?.replace(/-$/, '');
  expect([path, callees.map((callee) => prefix(callee?.concurrency?.group))]).not.toContain(prefix(group));
});

describe('actions', () => {
  const used = all.flatMap(({ path, text }) =>
    [...text.matchAll(/^ +(?:- )?uses: (\S+)(.*)/gm)].map(
      ([, uses = '', comment = '']) => [path, uses, comment.trim()] as const,
    ),
  );

  test.each(used)('%s: %s is a pinned action or a workflow of this project', (_, uses, comment) => {
    if (called(uses)) return expect(uses.startsWith('./') || uses.startsWith(`${home}/`)).toBe(true);
    const [action = '', commit] = uses.split('@');
    expect(`${commit} ${comment}`).toBe(pins.get(action));
  });

  test.each(steps(all).filter(([, { uses }]) => uses?.startsWith('actions/checkout@')))(
    '%s does not persist credentials',
    (_, step) => {
      expect(step.with?.['persist-credentials']).toBe(false);
    },
  );
});

describe('scripts', () => {
  const scripts = steps(all).filter(([, { run }]) => run !== undefined);

  test.each(scripts)('%s contains no expression', (_, { run }) => {
    expect(run).not.toContain('${{');
  });

  test.each(scripts)('%s quotes every variable', (_, { run = '' }) => {
    const unquoted = run.replaceAll(/"[^"]*"|'[^']*'/g, '').match(/\$\{?\w+/g) ?? [];
    expect(unquoted.filter((name) => name !== '$?')).toEqual([]);
  });

  test.each(
    ours.filter(({ workflow }) => Object.values(workflow.jobs).some(({ steps }) => steps)).map((f) => [f.path, f]),
  )('%s uses bash with pipefail', (_, { workflow }) => expect(workflow.defaults?.run?.shell).toBe('bash'));
});

describe('secrets', () => {
  test.each(all.map((file) => [file.path, file]))(
    '%s passes no secret to a whole workflow or job',
    (_, { workflow }) => {
      const shared = [workflow.env, ...Object.values(workflow.jobs).map(({ env }) => env)];
      expect(JSON.stringify(shared)).not.toMatch(/secrets\.|github\.token/);
    },
  );

  test.each(steps(all).filter(([, step]) => /secrets\.|github\.token/.test(JSON.stringify(step))))(
    '%s uses its secrets without installing distributions',
    (_, { uses, run = '' }) => {
      expect(uses).toBeUndefined();
      expect(run).toMatch(/npm run --silent|exec node|gh release create|git clone/);
      expect(run).not.toMatch(/npm (ci|install)|pip install/);
    },
  );

  /** Foreign code is installed or runs: it may read the environment of the steps that started it, and of those that follow. */
  const runsForeignCode = (run = '') =>
    /provider:answers|pytest|pip install/.test(run) ||
    (/test:pact/.test(run) && /--pipeline-ref/.test(run)) ||
    (/pact:verify/.test(run) && !/--(answers|questions)/.test(run)) ||
    (/consumers:check/.test(run) && !/--list/.test(run)) ||
    (/pact:usage/.test(run) && !/--publish-only/.test(run)) ||
    (/can-i-(deploy|merge)|impact/.test(run) && /--core-ref/.test(run));
  const foreign = jobs(all).filter(([, job]) => job.steps?.some(({ run }) => runsForeignCode(run)));

  test('foreign code runs in these jobs', () => {
    expect(foreign.map(([where]) => where)).toEqual(
      [
        '_contracts_reusable.yml contracts',
        '_contracts_reusable.yml own',
        'ci.yml pydantic',
        'publish-pacts.yml test',
        'publish-usage.yml read',
        'release-core.yml check',
        'verify-core.yml answers',
      ].map((name) => `.github/workflows/${name}`),
    );
  });

  test.each(foreign)('%s has no secret but the one with which a step fetches core', (_, job) => {
    const withSecrets = (job.steps ?? []).filter((step) => /secrets\.|github\.token/.test(JSON.stringify(step)));
    for (const step of withSecrets) {
      expect(JSON.stringify(step).match(/secrets\.\w+|github\.token/g)).toEqual(Array(2).fill('secrets.CORE_TOKEN'));
      expect(step.run).toContain('git clone');
      expect(step.run).not.toMatch(/npm|python|pip/);
    }
  });
});

/** What foreign code has uploaded could otherwise replace a file of the checkout, which then runs beside a secret. */
test.each(steps(all).filter(([, { uses }]) => uses?.startsWith('actions/download-artifact@')))(
  '%s has a folder of its own',
  (_, step) => expect(step.with?.path).toMatch(/^(questions|answers|consumers|\$\{\{ runner\.temp \}\}\/[a-z]+)$/),
);

describe('conditions', () => {
  const files = new Map(all.map((file) => [file.path, file.workflow.jobs]));
  const skippable = jobs(all).flatMap(([where, job, { path }]) => {
    const needs = [job.needs ?? []].flat();
    const ancestors = needs.flatMap((name) => [files.get(path)?.[name]?.needs ?? []].flat());
    return ancestors.some((name) => files.get(path)?.[name]?.if) ? [[where, job] as const] : [];
  });

  /** GitHub skips a job without a status function when any job before it was skipped, also one that it does not name in `needs`. */
  test.each(skippable)('%s states which results it needs', (_, job) => {
    expect(String(job.if)).toMatch(/!cancelled\(\)|always\(\)|inputs\.broker_url != ''/);
  });
});
