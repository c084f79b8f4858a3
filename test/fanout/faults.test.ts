import type { Outcome } from '../../src/fanout/outcome.ts';
import { nobody } from '../support/test-server.ts';
import type { Fault, GitHubStandIn } from './github-stand-in.ts';
import { connect, everything, fanOutTo, gitHubWithCore, planOf, sha, token } from './world.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await gitHubWithCore();
  hub.world.target('acme/store', 'in_progress success').target('acme/pipeline');
});
afterEach(async () => {
  await hub.close();
  expect(hub.violations).toEqual([]);
});

const dispatches = 'POST .*/store/.*dispatches';
const repository = 'GET /repos/acme/store';
const run = 'GET .*/store/actions/runs/\\d+';

/** What became of acme/store; acme/pipeline never suffers from it. */
async function storeBeside(pipeline = 'success', errand = {}): Promise<Outcome> {
  const { outcomes } = await fanOutTo(hub, ['store', 'pipeline'], errand);
  expect(outcomes[1]?.verdict).toBe(pipeline);
  return outcomes[0] as Outcome;
}

describe('an answer that says no is told with its reason and next step, and the workflow did not start', () => {
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
      '403 and a permission',
      forbidden({ 'x-accepted-github-permissions': 'actions=write' }),
      /it needs Actions: write/,
      /token:check/,
    ],
    [
      '403 and several',
      forbidden({
        'x-accepted-github-permissions': 'contents=write,workflows=write; organization_administration=read',
      }),
      /it needs Contents: write and Workflows: write, or Organization administration: read/,
      /Give the token/,
    ],
    [
      '403 to a classic token',
      forbidden({ 'x-oauth-scopes': 'gist', 'x-accepted-oauth-scopes': 'repo' }),
      /classic token needs the scope repo/,
      /Give/,
    ],
    ['403 for single sign-on', forbidden({ 'x-github-sso': 'required; url=https://x' }), /single sign-on/, /Give/],
    ['403 because it is archived', forbidden({}, 'Repository was archived so is read-only.'), /archived/, /Give/],
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
    const store = await storeBeside();
    expect(store).toMatchObject({
      verdict: 'never started',
      why: expect.stringMatching(why),
      next: expect.stringMatching(next),
    });
    expect(hub.dispatches()).toBe(2);
  });

  test.each<[string, RegExp, object]>([
    [
      'an input it does not know',
      /does not accept these inputs.*Unexpected inputs provided: \["core"\]/,
      { inputs: { core: 'x' } },
    ],
    ['an input it misses', /Required input 'core_ref' not provided/, { inputs: {} }],
    ['a ref that is not there', /no such branch or tag.*No ref found for: dev/, { ref: 'dev' }],
    ['no such workflow', /its workflow was not found/, { workflow: 'other.yml' }],
    ['no trigger', /no workflow_dispatch trigger/, { repo: 'by-hand' }],
    ['a workflow switched off', /is disabled/, { repo: 'off' }],
    ['no such repository', /not visible to this token: acme\/nowhere/, { repo: 'nowhere' }],
    ["a private one that is not the token's", /not visible to this token: acme\/secret/, { repo: 'secret' }],
  ])('%s', async (_, why, target) => {
    hub.world
      .target('acme/by-hand', [], { dispatchable: false })
      .target('acme/off', [], { state: 'disabled_manually' });
    hub.world.repository('acme/secret', { isPrivate: true });
    const may = Object.fromEntries(['store', 'by-hand', 'off'].map((name) => [`acme/${name}`, everything]));
    hub.world.tokens.set(token, { login: 'ann', may });
    const { first, exitCode } = await fanOutTo(hub, [], { plan: planOf(['store'], target) });
    expect(first).toMatchObject({ verdict: 'never started', green: false, why: expect.stringMatching(why) });
    expect([exitCode, hub.world.runs.length]).toEqual([1, 0]);
  });

  test('a token without Actions: write is told so', async () => {
    hub.world.tokens.set(token, { login: 'ann', may: { '*': ['actions=read'] } });
    expect(await storeBeside('never started')).toMatchObject({ why: expect.stringMatching(/it needs Actions: write/) });
  });
});

describe('nothing is dispatched twice', () => {
  test.each<[string, Omit<Fault, 'on'>, string]>([
    ['500, and it did not start', { status: 500 }, 'unknown'],
    ['502, and it started', { status: 502, done: true }, 'success'],
    ['503 with a page, and it started', { status: 503, body: '<html>', done: true }, 'success'],
    ['408, and it started', { status: 408, done: true }, 'success'],
    ['a connection cut before it started', {}, 'unknown'],
    ['a connection cut after it started', { done: true }, 'success'],
    ['half an answer', { half: true, done: true }, 'success'],
    ['an answer that comes too late', { delayMs: 900 }, 'success'],
    ['a page of a proxy', { status: 200, body: '<html>Welcome</html>' }, 'unknown'],
    ['an answer without its body', { status: 200, body: '', done: true }, 'success'],
  ])('%s', async (_, fault, verdict) => {
    hub.fault({ on: dispatches, times: 99, ...fault });
    const slow = connect(hub, { timeoutMs: 300 });
    const { first } = await fanOutTo(hub, ['store'], { github: slow });
    expect(first.verdict).toBe(verdict);
    expect(hub.dispatches()).toBe(1);
    if (verdict === 'unknown')
      expect(first).toMatchObject({ green: null, next: expect.stringMatching(/Actions page of acme\/store/) });
  });

  test('not even when the run appears only after it was given up', async () => {
    hub.world.target('acme/store', 'success', { hiddenFor: 99 });
    hub.fault({ on: dispatches, status: 502, done: true });
    expect(await storeBeside()).toMatchObject({ verdict: 'unknown', green: null });
    expect(hub.world.runs).toHaveLength(2);
  });

  test('a server that quotes return_run_details in a failure is not asked again without it', async () => {
    hub.fault({ on: dispatches, status: 500, body: { message: 'return_run_details broke' }, done: true });
    await storeBeside();
    expect(hub.world.runs).toHaveLength(2);
  });

  test('when the list of runs cannot be read either, nobody knows', async () => {
    hub.fault({ on: dispatches, done: true });
    hub.fault({ on: 'GET .*/store/.*/runs', times: 99, status: 403 });
    expect(await storeBeside()).toMatchObject({ verdict: 'unknown', green: null });
  });
});

describe('limits', () => {
  const secondary = {
    status: 403,
    headers: { 'retry-after': '7' },
    body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
  };

  test.each([
    ['403', secondary],
    ['429', { ...secondary, status: 429 }],
    ['403 in other words', { ...secondary, body: { message: 'Slow down' } }],
    ['429 without any', { ...secondary, status: 429, body: '' }],
  ])('a secondary limit (%s) is waited for as long as GitHub says, and told', async (_, fault) => {
    hub.fault({ on: dispatches, ...fault });
    const told: string[] = [];
    const github = connect(hub, { tell: (line) => told.push(line) });
    expect(await storeBeside('success', { github })).toMatchObject({ verdict: 'success' });
    expect(told).toEqual(["GitHub's secondary rate limit is reached; waiting 7 s"]);
    expect(hub.world.runs).toHaveLength(2);
  });

  test('a secondary limit of ten minutes is not waited for, but told', async () => {
    const headers = { 'retry-after': '600' };
    hub.fault({ on: dispatches, times: 99, status: 403, headers, body: { message: 'Slow down' } });
    expect(await storeBeside()).toMatchObject({ green: null, why: expect.stringMatching(/not before 600 s/) });
  });

  test('a secondary limit that does not end is told', async () => {
    hub.fault({ on: dispatches, times: 99, ...secondary });
    expect(await storeBeside()).toMatchObject({
      verdict: 'never started',
      green: null,
      why: expect.stringMatching(/not before 7 s/),
    });
  });

  test('an hour that is used up is not waited for, and its end is told', async () => {
    const reset = Math.floor(Date.now() / 1000) + 3600;
    const at = new Date(reset * 1000).toISOString().slice(11, 16);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
    hub.fault({ on: dispatches, status: 403, headers, body: { message: 'API rate limit exceeded for user ID 1.' } });
    expect(await storeBeside()).toMatchObject({ why: expect.stringContaining(`used up until ${at} UTC`) });
  });
});

describe('reading is tried again', () => {
  test.each<[string, Fault, string]>([
    ['the repository fails twice', { on: repository, times: 2, status: 502 }, 'success'],
    ['the connection is cut while reading it', { on: repository, times: 2 }, 'success'],
    ['half of the repository', { on: repository, half: true }, 'success'],
    ['the repository fails for good', { on: repository, times: 99, status: 500 }, 'never started'],
    ['a run fails for a while', { on: run, times: 6, status: 502 }, 'success'],
    ['a run cannot be asked to the end', { on: run, times: 999, status: 502 }, 'unknown'],
    ['a run is gone', { on: run, times: 99, status: 404 }, 'unknown'],
    [
      'the token expires on the way',
      { on: run, times: 99, status: 401, body: { message: 'Bad credentials' } },
      'unknown',
    ],
    ['a run is a page of a proxy', { on: run, times: 999, status: 200, body: '<html>' }, 'unknown'],
  ])('%s', async (_, fault, verdict) => {
    hub.fault(fault);
    const { first, exitCode } = await fanOutTo(hub, ['store']);
    expect([first.verdict, exitCode]).toEqual([verdict, verdict === 'success' ? 0 : 2]);
    expect(hub.world.runs.length).toBe(verdict === 'never started' ? 0 : 1);
  });

  test('without the commit of core nothing is started', async () => {
    hub.fault({ on: 'GET .*/commits/.*', times: 99, status: 500 });
    await expect(fanOutTo(hub, ['store'])).rejects.toMatchObject({ code: 'GITHUB_FAILED', exitCode: 2 });
    expect(hub.dispatches()).toBe(0);
  });

  test('a GitHub that is not there is told', async () => {
    const github = connect({ url: await nobody() });
    await expect(fanOutTo(hub, ['store'], { own: github })).rejects.toMatchObject({ code: 'GITHUB_UNREACHABLE' });
    expect(await storeBeside('never started', { github })).toMatchObject({ verdict: 'never started', green: null });
  });
});

test('a repository that was renamed is followed to its new name', async () => {
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
  expect(hub.world.runs[0]?.inputs).toEqual({ core_ref: sha });
});
