import type { GitHubStandIn } from './github-stand-in.ts';
import { closeWithoutViolations, fanOutTo, gitHubWithCore, planOf, sha } from './github-with-core.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await gitHubWithCore();
});
afterEach(() => closeWithoutViolations(hub));

test('every target runs with the commit of core', async () => {
  hub.data.target('acme/pipeline', 'queued in_progress success').target('acme/store');
  const { outcomes, exitCode } = await fanOutTo(hub, ['pipeline', 'store']);
  const runs = hub.data.runs.toSorted((a, b) => (a.repository < b.repository ? -1 : 1));
  expect(runs.map(({ repository, ref, inputs }) => ({ repository, ref, inputs }))).toEqual([
    { repository: 'acme/pipeline', ref: 'main', inputs: { core_ref: sha } },
    { repository: 'acme/store', ref: 'main', inputs: { core_ref: sha } },
  ]);
  expect(outcomes).toMatchObject([
    {
      verdict: 'success',
      passed: true,
      seconds: 112,
      run: { url: expect.stringMatching(/^https:\/\/github\.test\/acme\/pipeline\/actions\/runs\/900000000[12]$/) },
    },
    { verdict: 'success', passed: true },
  ]);
  expect(exitCode).toBe(0);
});

test('a failing target does not stop the others', async () => {
  hub.data.target('acme/pipeline').target('acme/store', 'in_progress failure').target('acme/orchestrator');
  const { verdicts, outcomes, exitCode } = await fanOutTo(hub, ['pipeline', 'store', 'orchestrator']);
  expect(verdicts).toEqual(['success', 'failure', 'success']);
  expect(outcomes[1]).toMatchObject({ passed: false, reason: 'failed at contracts / Run the contract tests' });
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
  ['queued', 'not completed', 2],
  ['waiting', 'not completed', 2],
  ['pending', 'not completed', 2],
])('a run with the statuses %s is "%s", exit code %s', async (statuses, verdict, code) => {
  hub.data.target('acme/store', statuses);
  const { first, exitCode } = await fanOutTo(hub, ['store']);
  expect([first.verdict, exitCode]).toEqual([verdict, code]);
  expect(Boolean('hint' in first && first.hint)).toBe(verdict !== 'success');
});

test('a failure takes precedence over an unknown verdict', async () => {
  hub.data.target('acme/store', 'failure').target('acme/pipeline', 'in_progress');
  expect((await fanOutTo(hub, ['store', 'pipeline'])).exitCode).toBe(1);
});

test('a run that another dispatch cancels is reported as cancelled', async () => {
  hub.data.target('acme/store', ['in_progress', 'success'], { cancelsInProgress: true });
  const plan = planOf(['store', 'store']);
  const twice = { ...plan, targets: plan.targets.map((target, index) => ({ ...target, name: `store-${index}` })) };
  expect((await fanOutTo(hub, [], { plan: twice })).verdicts.sort()).toEqual(['cancelled', 'success']);
});

test('without poll options the runs are started but not followed', async () => {
  hub.data.target('acme/store', 'failure');
  const { verdicts, exitCode } = await fanOutTo(hub, ['store'], { poll: undefined });
  expect([verdicts, exitCode, hub.dispatches()]).toEqual([['running'], 0, 1]);
});

test('an outcome is yielded only when the state of a run changes', async () => {
  hub.data.target('acme/store', 'queued queued in_progress in_progress success');
  const { seen } = await fanOutTo(hub, ['store']);
  expect(seen.map((outcome) => ('phase' in outcome ? outcome.phase : outcome.verdict))).toEqual([
    'queued',
    'in_progress',
    'success',
  ]);
});

describe('nothing is started for', () => {
  test.each([
    ['an invalid ref', '-oops', 'REF_INVALID'],
    ['a ref with two dots', 'a/../b', 'REF_INVALID'],
    ['a ref that is too long', 'a'.repeat(256), 'REF_INVALID'],
    ['a ref that core does not have', 'v9', 'CORE_COMMIT_UNKNOWN'],
  ])('%s', async (_, coreRef, code) => {
    hub.data.target('acme/store');
    await expect(fanOutTo(hub, ['store'], { coreRef })).rejects.toMatchObject({ code, exitCode: 2 });
    expect(hub.dispatches()).toBe(0);
  });

  test('a core that is not visible to the token', async () => {
    const plan = { ...planOf(['store']), core: { owner: 'acme', repo: 'elsewhere' } };
    await expect(fanOutTo(hub, [], { plan })).rejects.toMatchObject({ code: 'GITHUB_REPOSITORY_NOT_FOUND' });
    expect(hub.dispatches()).toBe(0);
  });

  test('a ref for which the server responds with 404', async () => {
    hub.fault({ on: 'GET .*/commits/v1.1.0', status: 404, body: { message: 'Not Found' } });
    await expect(fanOutTo(hub, ['store'])).rejects.toMatchObject({ code: 'CORE_COMMIT_UNKNOWN' });
    expect(hub.dispatches()).toBe(0);
  });
});

test('a branch name with slashes is found', async () => {
  hub.data.repository('acme/core', { refs: { 'feature/x': sha } }).target('acme/store');
  expect((await fanOutTo(hub, ['store'], { coreRef: 'feature/x' })).core.sha).toBe(sha);
});

describe('on a server without return_run_details', () => {
  const named = {
    inputs: ['core_ref', 'fanout'],
    runName: ({ fanout }: Record<string, string>) => `contracts ${fanout}`,
  };

  test.each(['rejected', 'ignored'] as const)('(%s) a run is found by its name', async (runDetails) => {
    hub.data.runDetails = runDetails;
    hub.data.target('acme/store', 'failure', { hiddenListings: 2 });
    const { verdicts } = await fanOutTo(hub, ['store']);
    expect([verdicts, hub.data.runs.length]).toEqual([['failure'], 1]);
  });

  test('a run of another fan-out with the same core is distinguished by its name', async () => {
    hub.data.runDetails = 'ignored';
    hub.data.target('acme/store', ['failure', 'success'], named);
    const plan = planOf(['store'], { inputs: { core_ref: '{core_sha}', fanout: '{fanout}' } });
    await fanOutTo(hub, [], { plan, id: 'theirs', poll: undefined });
    expect((await fanOutTo(hub, [], { plan, id: 'ours' })).verdicts).toEqual(['success']);
  });

  test('a run that never appears is unknown', async () => {
    hub.data.runDetails = 'ignored';
    hub.data.target('acme/store', 'success', { hiddenListings: 99 });
    const { first, exitCode } = await fanOutTo(hub, ['store']);
    expect(first).toMatchObject({ verdict: 'never started', passed: null, hint: expect.stringContaining('run-name') });
    expect([exitCode, hub.dispatches()]).toEqual([2, 1]);
  });

  test('a run of an earlier fan-out with the same core is distinguished by its time', async () => {
    hub.data.runDetails = 'ignored';
    hub.data.target('acme/store');
    const listed = { html_url: 'https://github.test/run', name: `contracts with core ${sha}` };
    const workflow_runs = [
      { id: 5, created_at: '2026-01-01T00:00:00Z', ...listed },
      { id: 9_000_000_001, created_at: new Date(Date.now() + 5000).toISOString(), ...listed },
    ];
    hub.fault({ on: 'GET .*/dispatch_contracts.yml/runs', status: 200, body: { total_count: 2, workflow_runs } });
    expect((await fanOutTo(hub, ['store'])).first).toMatchObject({ verdict: 'success', run: { id: 9_000_000_001 } });
  });

  test('a run without the input in its name is not found', async () => {
    hub.data.runDetails = 'ignored';
    hub.data.target('acme/store', 'success', { runName: () => 'Contracts' });
    expect((await fanOutTo(hub, ['store'])).first).toMatchObject({ verdict: 'never started', passed: null });
  });
});

test('a server that returns the whole commit, and runs without times, is supported', async () => {
  hub.data.target('acme/store');
  hub.fault({ on: 'GET .*/commits/v1.1.0', status: 200, body: { sha, commit: {} } });
  hub.fault({ on: 'GET .*/runs/\\d+', status: 200, body: { status: 'completed', conclusion: 'success' } });
  const { core, first } = await fanOutTo(hub, ['store']);
  expect([core.sha, first]).toMatchObject([sha, { verdict: 'success', passed: true }]);
  expect(first).not.toHaveProperty('seconds');
});

test.each([
  [20_000, '20 s'],
  [90_000, '1 min 30 s'],
  [1_200_000, '20 min'],
])('a run that does not complete within %i ms is reported with that time', async (timeoutMs, words) => {
  hub.data.target('acme/store', 'in_progress');
  const { first } = await fanOutTo(hub, ['store'], { poll: { timeoutMs, intervalMs: 10_000 } });
  expect(first).toMatchObject({ verdict: 'timed out', reason: `it is still running after ${words}` });
});

test.each([
  ['in_progress queued', 'a job waits for a runner after 20 min'],
  ['in_progress waiting', 'a job waits for an approval after 20 min'],
])('a run with the statuses %s, which has begun, is not completed', async (statuses, reason) => {
  hub.data.target('acme/store', statuses);
  const { first } = await fanOutTo(hub, ['store'], { poll: { timeoutMs: 1_200_000, intervalMs: 10_000 } });
  expect(first).toMatchObject({ verdict: 'not completed', reason });
});

test('an error of the last poll follows the time that has passed', async () => {
  hub.data.target('acme/store', 'in_progress');
  hub.fault({ on: 'GET .*/runs/\\d+', times: 999, status: 502 });
  const { first } = await fanOutTo(hub, ['store'], { poll: { timeoutMs: 90_000, intervalMs: 30_000 } });
  expect(first).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringMatching(/^no response from GitHub after 1 min 30 s: .*reading run \d+ in acme\/store/),
  });
});

test('an Enterprise Server receives its requests below /api/v3', async () => {
  const enterprise = await gitHubWithCore('/api/v3');
  enterprise.data.target('acme/store').runDetails = 'rejected';
  expect((await fanOutTo(enterprise, ['store'])).exitCode).toBe(0);
  await enterprise.close();
  expect(enterprise.violations).toEqual([]);
});
