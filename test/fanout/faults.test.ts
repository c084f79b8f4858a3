import type { Outcome } from '../../src/fanout/outcome.ts';
import type { FanOutRun } from '../../src/fanout/run-fan-out.ts';
import { nobody } from '../support/test-server.ts';
import type { Fault, GitHubStandIn } from './github-stand-in.ts';
import {
  allPermissions,
  closeWithoutViolations,
  connect,
  fanOutTo,
  gitHubWithCore,
  planOf,
  sha,
  token,
} from './github-with-core.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await gitHubWithCore();
  hub.data.target('acme/store', 'in_progress success').target('acme/pipeline');
});
afterEach(() => closeWithoutViolations(hub));

const dispatches = 'POST .*/store/.*dispatches';
const repository = 'GET /repos/acme/store';
const run = 'GET .*/store/actions/runs/\\d+';

/** The outcome of acme/store in a fan-out to acme/store and acme/pipeline; that of acme/pipeline must be as expected. */
async function storeOutcome(pipeline = 'success', options: Partial<FanOutRun> = {}): Promise<Outcome> {
  const { outcomes } = await fanOutTo(hub, ['store', 'pipeline'], options);
  expect(outcomes[1]?.verdict).toBe(pipeline);
  return outcomes[0] as Outcome;
}

describe('a rejected dispatch is reported with its reason and next step', () => {
  const forbidden = (headers: Record<string, string>, message = 'Forbidden') => ({
    status: 403,
    headers,
    body: { message },
  });

  test.each<[string, Omit<Fault, 'on'>, RegExp, RegExp]>([
    [
      '401',
      { status: 401, body: { message: 'Bad credentials' } },
      /does not accept the token.*Bad credentials/,
      /REPO_TOKEN/,
    ],
    [
      '403 with a required permission',
      forbidden({ 'x-accepted-github-permissions': 'actions=write' }),
      /required: Actions: write/,
      /token:check/,
    ],
    [
      '403 with alternative permissions',
      forbidden({
        'x-accepted-github-permissions': 'contents=write,workflows=write; organization_administration=read',
      }),
      /required: Contents: write and Workflows: write, or Organization administration: read/,
      /Give the token/,
    ],
    [
      '403 for a classic token',
      forbidden({ 'x-oauth-scopes': 'gist', 'x-accepted-oauth-scopes': 'repo' }),
      /classic token requires the scope repo/,
      /Give/,
    ],
    ['403 for single sign-on', forbidden({ 'x-github-sso': 'required; url=https://x' }), /single sign-on/, /Give/],
    ['403 for an archived repository', forbidden({}, 'Repository was archived so is read-only.'), /archived/, /Give/],
    [
      '404',
      { status: 404, body: { message: 'Not Found' } },
      /its workflow was not found: starting dispatch_contracts.yml in acme\/store/,
      /Actions: read and write/,
    ],
    ['409', { status: 409, body: { message: 'Conflict' } }, /GitHub refused.*409: Conflict/, /Correct/],
    ['429', { status: 429, body: { message: 'Too many' } }, /rate limit reached/, /Wait/],
  ])('%s', async (_, fault, why, next) => {
    hub.fault({ on: dispatches, times: 99, ...fault });
    const store = await storeOutcome();
    expect(store).toMatchObject({
      verdict: 'never started',
      reason: expect.stringMatching(why),
      hint: expect.stringMatching(next),
    });
    expect(hub.dispatches()).toBe(2);
  });

  test.each<[string, RegExp, object]>([
    [
      'an unknown input',
      /does not accept these inputs.*Unexpected inputs provided: \["core"\]/,
      { inputs: { core: 'x' } },
    ],
    ['a missing input', /Required input 'core_ref' not provided/, { inputs: {} }],
    ['an unknown ref', /no such branch or tag.*No ref found for: dev/, { ref: 'dev' }],
    ['an unknown workflow', /its workflow was not found/, { workflow: 'other.yml' }],
    ['a workflow without the trigger', /no workflow_dispatch trigger/, { repo: 'without-trigger' }],
    ['a disabled workflow', /is disabled/, { repo: 'disabled' }],
    ['an unknown repository', /not visible to this token: acme\/nowhere/, { repo: 'nowhere' }],
    ['a private repository that the token cannot read', /not visible to this token: acme\/secret/, { repo: 'secret' }],
  ])('%s', async (_, why, target) => {
    hub.data
      .target('acme/without-trigger', [], { dispatchable: false })
      .target('acme/disabled', [], { state: 'disabled_manually' });
    hub.data.repository('acme/secret', { isPrivate: true });
    const permissions = Object.fromEntries(
      ['store', 'without-trigger', 'disabled'].map((name) => [`acme/${name}`, allPermissions]),
    );
    hub.data.tokens.set(token, { login: 'ann', permissions });
    const { first, exitCode } = await fanOutTo(hub, [], { plan: planOf(['store'], target) });
    expect(first).toMatchObject({ verdict: 'never started', passed: false, reason: expect.stringMatching(why) });
    expect([exitCode, hub.data.runs.length]).toEqual([1, 0]);
  });

  test('a token without Actions: write', async () => {
    hub.data.tokens.set(token, { login: 'ann', permissions: { '*': ['actions=read'] } });
    expect(await storeOutcome('never started')).toMatchObject({
      reason: expect.stringMatching(/required: Actions: write/),
    });
  });
});

describe('a workflow is dispatched at most once', () => {
  test.each<[string, Omit<Fault, 'on'>, string]>([
    ['500, not executed', { status: 500 }, 'unknown'],
    ['502, executed', { status: 502, executed: true }, 'success'],
    ['503 with an HTML page, executed', { status: 503, body: '<html>', executed: true }, 'success'],
    ['408, executed', { status: 408, executed: true }, 'success'],
    ['a connection closed before execution', {}, 'unknown'],
    ['a connection closed after execution', { executed: true }, 'success'],
    ['a truncated response', { truncated: true, executed: true }, 'success'],
    ['a response after the time limit', { delayMs: 5_000 }, 'success'],
    ['a page from a proxy', { status: 200, body: '<html>Welcome</html>' }, 'unknown'],
    ['a response without its body', { status: 200, body: '', executed: true }, 'success'],
  ])('%s', async (_, fault, verdict) => {
    hub.fault({ on: dispatches, times: 99, ...fault });
    const slow = connect(hub, { timeoutMs: 2_000 });
    const { first } = await fanOutTo(hub, ['store'], { github: slow });
    expect(first.verdict).toBe(verdict);
    expect(hub.dispatches()).toBe(1);
    if (verdict === 'unknown')
      expect(first).toMatchObject({ passed: null, hint: expect.stringMatching(/Actions page of acme\/store/) });
  });

  test('a run that does not appear within a minute is unknown', async () => {
    hub.data.target('acme/store', 'success', { hiddenListings: 99 });
    hub.fault({ on: dispatches, status: 502, executed: true });
    expect(await storeOutcome()).toMatchObject({ verdict: 'unknown', passed: null });
    expect(hub.data.runs).toHaveLength(2);
  });

  test('a 500 that quotes return_run_details is not retried without it', async () => {
    hub.fault({ on: dispatches, status: 500, body: { message: 'return_run_details broke' }, executed: true });
    await storeOutcome();
    expect(hub.data.runs).toHaveLength(2);
  });

  test('a lost response with an unreadable list of runs is unknown', async () => {
    hub.fault({ on: dispatches, executed: true });
    hub.fault({ on: 'GET .*/store/.*/runs', times: 99, status: 403 });
    expect(await storeOutcome()).toMatchObject({ verdict: 'unknown', passed: null });
  });
});

describe('rate limits', () => {
  const secondary = {
    status: 403,
    headers: { 'retry-after': '7' },
    body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
  };

  test.each([
    ['403', secondary],
    ['429', { ...secondary, status: 429 }],
    ['403 with another message', { ...secondary, body: { message: 'Slow down' } }],
    ['429 without a message', { ...secondary, status: 429, body: '' }],
  ])('a secondary limit (%s) is waited for and reported', async (_, fault) => {
    hub.fault({ on: dispatches, ...fault });
    const lines: string[] = [];
    const github = connect(hub, { onWait: (line) => lines.push(line) });
    expect(await storeOutcome('success', { github })).toMatchObject({ verdict: 'success' });
    expect(lines).toEqual(["GitHub's secondary rate limit is reached; waiting 7 s"]);
    expect(hub.data.runs).toHaveLength(2);
  });

  test('a secondary limit of ten minutes is an error', async () => {
    const headers = { 'retry-after': '600' };
    hub.fault({ on: dispatches, times: 99, status: 403, headers, body: { message: 'Slow down' } });
    expect(await storeOutcome()).toMatchObject({ passed: null, reason: expect.stringMatching(/retry after 600 s/) });
  });

  test('a secondary limit that does not end is an error', async () => {
    hub.fault({ on: dispatches, times: 99, ...secondary });
    expect(await storeOutcome()).toMatchObject({
      verdict: 'never started',
      passed: null,
      reason: expect.stringMatching(/retry after 7 s/),
    });
  });

  test('an exhausted rate limit is reported with its reset time', async () => {
    const reset = Math.floor(Date.now() / 1000) + 3600;
    const at = new Date(reset * 1000).toISOString().slice(11, 16);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
    hub.fault({ on: dispatches, status: 403, headers, body: { message: 'API rate limit exceeded for user ID 1.' } });
    expect(await storeOutcome()).toMatchObject({
      reason: expect.stringContaining(`no requests remain until ${at} UTC`),
    });
  });
});

describe('failed reads are retried', () => {
  test.each<[string, Fault, string]>([
    ['the repository fails twice', { on: repository, times: 2, status: 502 }, 'success'],
    ['the connection is closed while the repository is read', { on: repository, times: 2 }, 'success'],
    ['the response about the repository is truncated', { on: repository, truncated: true }, 'success'],
    ['the repository fails permanently', { on: repository, times: 99, status: 500 }, 'never started'],
    ['a run fails six times', { on: run, times: 6, status: 502 }, 'success'],
    ['a run fails until the timeout', { on: run, times: 999, status: 502 }, 'unknown'],
    ['a run is deleted', { on: run, times: 99, status: 404 }, 'unknown'],
    [
      'the token expires during the fan-out',
      { on: run, times: 99, status: 401, body: { message: 'Bad credentials' } },
      'unknown',
    ],
    ['a run is a page from a proxy', { on: run, times: 999, status: 200, body: '<html>' }, 'unknown'],
  ])('%s', async (_, fault, verdict) => {
    hub.fault(fault);
    const { first, exitCode } = await fanOutTo(hub, ['store']);
    expect([first.verdict, exitCode]).toEqual([verdict, verdict === 'success' ? 0 : 2]);
    expect(hub.data.runs.length).toBe(verdict === 'never started' ? 0 : 1);
  });

  test('a fan-out without the commit of core starts nothing', async () => {
    hub.fault({ on: 'GET .*/commits/.*', times: 99, status: 500 });
    await expect(fanOutTo(hub, ['store'])).rejects.toMatchObject({ code: 'GITHUB_FAILED', exitCode: 2 });
    expect(hub.dispatches()).toBe(0);
  });

  test('a GitHub that cannot be reached is reported', async () => {
    const github = connect({ url: nobody });
    await expect(fanOutTo(hub, ['store'], { coreGitHub: github })).rejects.toMatchObject({
      code: 'GITHUB_UNREACHABLE',
    });
    expect(await storeOutcome('never started', { github })).toMatchObject({ verdict: 'never started', passed: null });
  });
});

test('a fan-out follows a renamed repository', async () => {
  const moved = `${hub.url}/repos/acme/store`;
  hub.fault({ on: 'GET /repos/acme/shop', status: 301, headers: { location: moved } });
  hub.fault({
    on: 'POST /repos/acme/shop/.*',
    status: 307,
    headers: { location: `${moved}/actions/workflows/dispatch_contracts.yml/dispatches` },
  });
  hub.fault({
    on: 'GET /repos/acme/shop/actions/runs/.*',
    status: 301,
    headers: { location: `${moved}/actions/runs/9000000001` },
    times: 9,
  });
  expect((await fanOutTo(hub, ['shop'])).verdicts).toEqual(['success']);
  expect(hub.data.runs[0]?.inputs).toEqual({ core_ref: sha });
});
