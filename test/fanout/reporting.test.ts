import { TOOL_NAME } from '../../src/fanout/github-access.ts';
import type { Outcome } from '../../src/fanout/outcome.ts';
import { verdictLine } from '../../src/fanout/report.ts';
import type { FanOutRun } from '../../src/fanout/run-fan-out.ts';
import type { GitHubStandIn } from './github-stand-in.ts';
import { closeWithoutViolations, fanOutTo, gitHubWithCore, sha, token } from './github-with-core.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await gitHubWithCore();
  hub.data.target('acme/store', 'in_progress failure').target('acme/pipeline', 'in_progress success');
});
afterEach(() => closeWithoutViolations(hub));

const fanOutWithReport = (options: Partial<FanOutRun> = {}) =>
  fanOutTo(hub, ['pipeline', 'store'], { report: true, ...options });

/** The last state of each status on core's commit. */
function states(): Record<string, string> {
  expect(hub.data.statuses.every((one) => one.repository === 'acme/core' && one.sha === sha)).toBe(true);
  return Object.fromEntries(hub.data.statuses.map(({ context, state }) => [context, state]));
}

describe('commit statuses', () => {
  test('each target has a status, and the whole fan-out has one', async () => {
    await fanOutWithReport({ pageUrl: 'https://github.test/acme/core/actions/runs/1' });
    expect(states()).toEqual({ 'fan-out': 'failure', 'fan-out/pipeline': 'success', 'fan-out/store': 'failure' });
    const summary = hub.data.statuses.filter(({ context }) => context === 'fan-out');
    expect(summary.map(({ state, description, target_url }) => [state, description, target_url])).toEqual([
      ['pending', '2 downstream repositories are being tested', 'https://github.test/acme/core/actions/runs/1'],
      ['failure', expect.stringMatching(/^NO: core v1.1.0 /), 'https://github.test/acme/core/actions/runs/1'],
    ]);
    expect(hub.data.statuses.find(({ context }) => context === 'fan-out/store')?.target_url).toMatch(
      /store\/actions\/runs/,
    );
  });

  test('the summary is pending before anything is started', async () => {
    await fanOutWithReport();
    const firstDispatch = hub.requests.findIndex((one) => one.endsWith('/dispatches'));
    expect(hub.requests.findIndex((one) => one.includes('/statuses/'))).toBeLessThan(firstDispatch);
  });

  test('an unknown verdict is the state error', async () => {
    hub.data.target('acme/store', 'queued');
    hub.fault({ on: 'POST .*/pipeline/.*', status: 500, body: { message: 'm'.repeat(300) } });
    const { problems } = await fanOutWithReport();
    expect(states()).toEqual({ 'fan-out': 'error', 'fan-out/pipeline': 'error', 'fan-out/store': 'error' });
    expect(problems).toEqual([]);
  });

  test('a missing permission is reported once and changes no verdict', async () => {
    hub.data.tokens.set(token, {
      login: 'ann',
      permissions: { '*': ['actions=write', 'pull_requests=write', 'contents=read'] },
    });
    const { problems, verdicts } = await fanOutWithReport();
    expect(verdicts).toEqual(['success', 'failure']);
    expect(problems).toMatchObject([{ code: 'GITHUB_FORBIDDEN', message: expect.stringContaining('Statuses: write') }]);
    expect(hub.requests.filter((one) => one.includes('/statuses/'))).toHaveLength(1);
  });

  test('a status that fails three times is retried', async () => {
    hub.fault({ on: 'POST .*/statuses/.*', times: 3, status: 502 });
    expect((await fanOutWithReport()).problems).toEqual([]);
    expect(states()).toMatchObject({ 'fan-out': 'failure' });
  });

  test('statuses that fail are written after GitHub recovers', async () => {
    hub.fault({ on: 'POST .*/statuses/.*', times: 9, status: 502 });
    expect((await fanOutWithReport()).problems).toEqual([]);
    expect(states()).toEqual({ 'fan-out': 'failure', 'fan-out/pipeline': 'success', 'fan-out/store': 'failure' });
  });

  test('a permanent failure is reported once and does not delay 30 targets', async () => {
    hub.fault({ on: 'POST .*/statuses/.*', times: 9999, status: 502 });
    const names = Array.from({ length: 30 }, (_, index) => `repo-${index}`);
    for (const name of names) hub.data.target(`acme/${name}`);
    const { problems, exitCode } = await fanOutTo(hub, names, { report: true });
    expect([problems, exitCode]).toMatchObject([[{ code: 'GITHUB_FAILED' }], 0]);
    expect(hub.requests.filter((one) => one.includes('/statuses/')).length).toBeLessThan(60);
  });

  test('a cancelled fan-out leaves no status pending', async () => {
    hub.data.target('acme/store', 'in_progress');
    const cancel = new AbortController();
    const onOutcome = ({ target, verdict }: Outcome) => {
      if (target.name === 'pipeline' && verdict === 'success') cancel.abort();
    };
    const { verdicts, exitCode } = await fanOutWithReport({ signal: cancel.signal, onOutcome });
    expect([verdicts, exitCode]).toEqual([['success', 'unknown'], 2]);
    expect(states()).toEqual({ 'fan-out': 'error', 'fan-out/pipeline': 'success', 'fan-out/store': 'error' });
    expect(hub.data.comments).toEqual([]);
  });

  test('nothing is written without poll options', async () => {
    await fanOutWithReport({ poll: undefined });
    expect([hub.data.statuses, hub.data.comments]).toEqual([[], []]);
  });
});

describe('the comment on the pull request', () => {
  const bodies = () => hub.data.comments.filter(({ body }) => body.startsWith('<!--')).map(({ body }) => body);

  test('is updated by the next fan-out', async () => {
    await fanOutWithReport();
    expect(bodies()).toEqual([expect.stringMatching(/NO: core v1.1.0 .*failed in 1 of 2/)]);
    hub.data.target('acme/store');
    await fanOutWithReport();
    expect(bodies()).toEqual([expect.stringMatching(/YES: core v1.1.0 .*passed in all 2/)]);
    expect(hub.data.comments[0]?.issue).toBe(7);
  });

  test('is found among 150 comments that quote it', async () => {
    await fanOutWithReport();
    const quote = `> ${bodies()[0]}`;
    const chat = Array.from({ length: 150 }, (_, id) => ({ id, repository: 'acme/core', issue: 7, body: quote }));
    hub.data.comments.unshift(...chat);
    await fanOutWithReport();
    expect(bodies()).toHaveLength(1);
    expect(hub.data.comments).toHaveLength(151);
  });

  test('begins with the marker of the tool', async () => {
    await fanOutWithReport();
    expect(bodies()).toEqual([expect.stringMatching(new RegExp(`^<!-- ${TOOL_NAME}: fan-out -->\\n`))]);
  });

  test('is not written again after a failure with a lost response', async () => {
    hub.fault({ on: 'POST .*/comments', status: 502, executed: true });
    expect((await fanOutWithReport()).problems).toMatchObject([{ code: 'GITHUB_FAILED' }]);
    await fanOutWithReport();
    expect(bodies()).toHaveLength(1);
  });

  test.each([
    ['a closed pull request', [{ number: 7, state: 'closed', sha }]],
    ['a pull request of another commit', [{ number: 8, state: 'open', sha: sha.replace('3', '4') }]],
  ])('is not written on %s', async (_, pulls) => {
    hub.data.repository('acme/core', { refs: { 'v1.1.0': sha }, pulls });
    expect((await fanOutWithReport()).problems).toEqual([]);
    expect(hub.data.comments).toEqual([]);
  });
});

test('a single target has a verdict line in the singular', async () => {
  expect(verdictLine(await fanOutTo(hub, ['pipeline']))).toBe(
    'YES: core v1.1.0 (3f2a91c0d1e2) passed in 1 downstream repository.',
  );
});
