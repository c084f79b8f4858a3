import type { GitHubStandIn } from './github-stand-in.ts';
import { fanOutTo, gitHubWithCore, planOf, sha } from './world.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await gitHubWithCore();
});
afterEach(async () => {
  await hub.close();
  expect(hub.violations).toEqual([]);
});

test('every target is started with the commit of core, followed to its end, and green', async () => {
  hub.world.target('acme/pipeline', 'queued in_progress success').target('acme/store');
  const { outcomes, exitCode } = await fanOutTo(hub, ['pipeline', 'store']);
  expect(hub.world.runs.map(({ repository, ref, inputs }) => ({ repository, ref, inputs }))).toEqual([
    { repository: 'acme/pipeline', ref: 'main', inputs: { core_ref: sha } },
    { repository: 'acme/store', ref: 'main', inputs: { core_ref: sha } },
  ]);
  expect(outcomes).toMatchObject([
    {
      verdict: 'success',
      green: true,
      seconds: 112,
      run: { url: 'https://github.test/acme/pipeline/actions/runs/9000000001' },
    },
    { verdict: 'success', green: true },
  ]);
  expect(exitCode).toBe(0);
});

test('one that fails never stops the rest, and is named with the job and step that failed', async () => {
  hub.world.target('acme/pipeline').target('acme/store', 'in_progress failure').target('acme/orchestrator');
  const { verdicts, outcomes, exitCode } = await fanOutTo(hub, ['pipeline', 'store', 'orchestrator']);
  expect(verdicts).toEqual(['success', 'failure', 'success']);
  expect(outcomes[1]).toMatchObject({ green: false, why: 'failed at contracts / Run the contract tests' });
  expect(exitCode).toBe(1);
});

test.each([
  ['success', 'success', 0],
  ['queued queued in_progress success', 'success', 0],
  ['failure', 'failure', 1],
  ['in_progress cancelled', 'cancelled', 1],
  ['timed_out', 'timed out', 1],
  ['startup_failure', 'failure', 1],
  ['skipped', 'unknown', 2],
  ['neutral', 'unknown', 2],
  ['in_progress', 'timed out', 2],
  ['queued', 'never started', 2],
  ['waiting', 'never started', 2],
  ['pending', 'never started', 2],
])('a run that goes %s is "%s", exit code %s', async (story, verdict, code) => {
  hub.world.target('acme/store', story);
  const { first, exitCode } = await fanOutTo(hub, ['store']);
  expect([first.verdict, exitCode]).toEqual([verdict, code]);
  expect(Boolean('next' in first && first.next)).toBe(verdict !== 'success');
});

test('red weighs more than what could not be told', async () => {
  hub.world.target('acme/store', 'failure').target('acme/pipeline', 'in_progress');
  expect((await fanOutTo(hub, ['store', 'pipeline'])).exitCode).toBe(1);
});

test('a run that another dispatch cancels is told as cancelled', async () => {
  hub.world.target('acme/store', ['in_progress', 'success'], { cancels: true });
  const plan = planOf(['store', 'store']);
  const twice = { ...plan, targets: plan.targets.map((target, index) => ({ ...target, name: `store-${index}` })) };
  expect((await fanOutTo(hub, [], { plan: twice })).verdicts.sort()).toEqual(['cancelled', 'success']);
});

test('without patience the runs are started and left alone', async () => {
  hub.world.target('acme/store', 'failure');
  const { verdicts, exitCode } = await fanOutTo(hub, ['store'], { patience: undefined });
  expect([verdicts, exitCode, hub.dispatches()]).toEqual([['running'], 0, 1]);
});

test('what is told of a run changes only when something is new', async () => {
  hub.world.target('acme/store', 'queued queued in_progress in_progress success');
  const { seen } = await fanOutTo(hub, ['store']);
  expect(seen.map((outcome) => ('phase' in outcome ? outcome.phase : outcome.verdict))).toEqual([
    'queued',
    'in_progress',
    'success',
  ]);
});

describe('before anything is started', () => {
  test.each([
    ['a ref that is none', '-oops', 'REF_INVALID'],
    ['a ref with dots that climb', 'a/../b', 'REF_INVALID'],
    ['a ref that is too long', 'a'.repeat(256), 'REF_INVALID'],
    ['a ref that core does not have', 'v9', 'CORE_COMMIT_UNKNOWN'],
  ])('%s stops it', async (_, coreRef, code) => {
    hub.world.target('acme/store');
    await expect(fanOutTo(hub, ['store'], { coreRef })).rejects.toMatchObject({ code, exitCode: 2 });
    expect(hub.dispatches()).toBe(0);
  });

  test('a core that the token does not see stops it', async () => {
    const plan = { ...planOf(['store']), core: { owner: 'acme', repo: 'elsewhere' } };
    await expect(fanOutTo(hub, [], { plan })).rejects.toMatchObject({ code: 'GITHUB_REPOSITORY_NOT_FOUND' });
    expect(hub.dispatches()).toBe(0);
  });

  test('a ref that a server does not find at all stops it as one that core does not have', async () => {
    hub.fault({ on: 'GET .*/commits/v1.1.0', status: 404, body: { message: 'Not Found' } });
    await expect(fanOutTo(hub, ['store'])).rejects.toMatchObject({ code: 'CORE_COMMIT_UNKNOWN' });
    expect(hub.dispatches()).toBe(0);
  });

  test('a branch whose name has slashes is found', async () => {
    hub.world.repository('acme/core', { refs: { 'feature/x': sha } }).target('acme/store');
    expect((await fanOutTo(hub, ['store'], { coreRef: 'feature/x' })).core.sha).toBe(sha);
  });
});

describe('a server that does not know return_run_details', () => {
  const named = {
    inputs: ['core_ref', 'fanout'],
    runName: ({ fanout }: Record<string, string>) => `contracts ${fanout}`,
  };

  test.each(['refused', 'overlooked'] as const)(
    '(%s) starts the run once, and it is found by its name',
    async (runDetails) => {
      hub.world.runDetails = runDetails;
      hub.world.target('acme/store', 'failure', { hiddenFor: 2 });
      const { verdicts } = await fanOutTo(hub, ['store']);
      expect([verdicts, hub.world.runs.length]).toEqual([['failure'], 1]);
    },
  );

  test("another's run of the same core is not taken for ours where the name tells them apart", async () => {
    hub.world.runDetails = 'overlooked';
    hub.world.target('acme/store', ['failure', 'success'], named);
    const plan = planOf(['store'], { inputs: { core_ref: '{core_sha}', fanout: '{fanout}' } });
    await fanOutTo(hub, [], { plan, id: 'theirs', patience: undefined });
    expect((await fanOutTo(hub, [], { plan, id: 'ours' })).verdicts).toEqual(['success']);
  });

  test('a run that never appears cannot be told', async () => {
    hub.world.runDetails = 'overlooked';
    hub.world.target('acme/store', 'success', { hiddenFor: 99 });
    const { first, exitCode } = await fanOutTo(hub, ['store']);
    expect(first).toMatchObject({ verdict: 'never started', green: null, next: expect.stringContaining('run-name') });
    expect([exitCode, hub.dispatches()]).toEqual([2, 1]);
  });

  test('a run of an earlier fan-out with the same core is not taken for ours, even where the server shows all', async () => {
    hub.world.runDetails = 'overlooked';
    hub.world.target('acme/store');
    const listed = { html_url: 'https://github.test/run', name: `contracts with core ${sha}` };
    const workflow_runs = [
      { id: 5, created_at: '2026-01-01T00:00:00Z', ...listed },
      { id: 9_000_000_001, created_at: new Date(Date.now() + 5000).toISOString(), ...listed },
    ];
    hub.fault({ on: 'GET .*/dispatch_contracts.yml/runs', status: 200, body: { total_count: 2, workflow_runs } });
    expect((await fanOutTo(hub, ['store'])).first).toMatchObject({ verdict: 'success', run: { id: 9_000_000_001 } });
  });

  test('a run whose name does not tell whose it is, is not guessed', async () => {
    hub.world.runDetails = 'overlooked';
    hub.world.target('acme/store', 'success', { runName: () => 'Contracts' });
    expect((await fanOutTo(hub, ['store'])).first).toMatchObject({ verdict: 'never started', green: null });
  });
});

test('a server that says less than GitHub is understood: the whole commit for its SHA, a run without times', async () => {
  hub.world.target('acme/store');
  hub.fault({ on: 'GET .*/commits/v1.1.0', status: 200, body: { sha, commit: {} } });
  hub.fault({ on: 'GET .*/runs/\\d+', status: 200, body: { status: 'completed', conclusion: 'success' } });
  const { core, first } = await fanOutTo(hub, ['store']);
  expect([core.sha, first]).toMatchObject([sha, { verdict: 'success', green: true }]);
  expect(first).not.toHaveProperty('seconds');
});

test.each([
  [20_000, '20 s'],
  [90_000, '1 min 30 s'],
  [1_200_000, '20 min'],
])('a run that hangs for %i ms is told with that time', async (timeoutMs, words) => {
  hub.world.target('acme/store', 'in_progress');
  const { first } = await fanOutTo(hub, ['store'], { patience: { timeoutMs, intervalMs: 10_000 } });
  expect(first).toMatchObject({ verdict: 'timed out', why: `it still runs after ${words}` });
});

test('an Enterprise Server below /api/v3 is asked there', async () => {
  const enterprise = await gitHubWithCore('/api/v3');
  enterprise.world.target('acme/store').runDetails = 'refused';
  expect((await fanOutTo(enterprise, ['store'])).exitCode).toBe(0);
  await enterprise.close();
  expect(enterprise.violations).toEqual([]);
});
