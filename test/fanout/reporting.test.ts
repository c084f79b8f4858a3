import type { Outcome } from '../../src/fanout/outcome.ts';
import { verdictLine } from '../../src/fanout/report.ts';
import type { GitHubStandIn } from './github-stand-in.ts';
import { fanOutTo, gitHubWithCore, sha, token } from './world.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await gitHubWithCore();
  hub.world.target('acme/store', 'in_progress failure').target('acme/pipeline', 'in_progress success');
});
afterEach(async () => {
  await hub.close();
  expect(hub.violations).toEqual([]);
});

const report = (errand = {}) => fanOutTo(hub, ['pipeline', 'store'], { reports: true, ...errand });

/** The last state of each status on core's commit. */
function states(): Record<string, string> {
  expect(hub.world.statuses.every((one) => one.repository === 'acme/core' && one.sha === sha)).toBe(true);
  return Object.fromEntries(hub.world.statuses.map(({ context, state }) => [context, state]));
}

describe('commit statuses', () => {
  test('one for each target and one for the whole, from pending to the verdict', async () => {
    await report({ page: 'https://github.test/acme/core/actions/runs/1' });
    expect(states()).toEqual({ 'fan-out': 'failure', 'fan-out/pipeline': 'success', 'fan-out/store': 'failure' });
    const whole = hub.world.statuses.filter(({ context }) => context === 'fan-out');
    expect(whole.map(({ state, description, target_url }) => [state, description, target_url])).toEqual([
      ['pending', '2 downstream repositories are being asked', 'https://github.test/acme/core/actions/runs/1'],
      ['failure', expect.stringMatching(/^NO: core v1.1.0 /), 'https://github.test/acme/core/actions/runs/1'],
    ]);
    expect(hub.world.statuses.find(({ context }) => context === 'fan-out/store')?.target_url).toMatch(
      /store\/actions\/runs/,
    );
  });

  test('the whole is pending before anything is started', async () => {
    await report();
    const firstDispatch = hub.requests.findIndex((one) => one.endsWith('/dispatches'));
    expect(hub.requests.findIndex((one) => one.includes('/statuses/'))).toBeLessThan(firstDispatch);
  });

  test('what could not be told is an error, and a long reason is cut to what GitHub takes', async () => {
    hub.world.target('acme/store', 'queued');
    hub.fault({ on: 'POST .*/pipeline/.*', status: 500, body: { message: 'm'.repeat(300) } });
    const { problems } = await report();
    expect(states()).toEqual({ 'fan-out': 'error', 'fan-out/pipeline': 'error', 'fan-out/store': 'error' });
    expect(problems).toEqual([]);
  });

  test('a token that may not write them is told once, and the verdicts stand', async () => {
    hub.world.tokens.set(token, {
      login: 'ann',
      may: { '*': ['actions=write', 'pull_requests=write', 'contents=read'] },
    });
    const { problems, verdicts } = await report();
    expect(verdicts).toEqual(['success', 'failure']);
    expect(problems).toMatchObject([{ code: 'GITHUB_FORBIDDEN', message: expect.stringContaining('Statuses: write') }]);
    expect(hub.requests.filter((one) => one.includes('/statuses/'))).toHaveLength(1);
  });

  test('one that fails for a moment is written again', async () => {
    hub.fault({ on: 'POST .*/statuses/.*', times: 3, status: 502 });
    expect((await report()).problems).toEqual([]);
    expect(states()).toMatchObject({ 'fan-out': 'failure' });
  });

  test('while GitHub fails they wait, and all are written once it does not', async () => {
    hub.fault({ on: 'POST .*/statuses/.*', times: 9, status: 502 });
    expect((await report()).problems).toEqual([]);
    expect(states()).toEqual({ 'fan-out': 'failure', 'fan-out/pipeline': 'success', 'fan-out/store': 'failure' });
  });

  test('when GitHub fails for good that is told once, and does not hold up 30 targets', async () => {
    hub.fault({ on: 'POST .*/statuses/.*', times: 9999, status: 502 });
    const names = Array.from({ length: 30 }, (_, index) => `repo-${index}`);
    for (const name of names) hub.world.target(`acme/${name}`);
    const { problems, exitCode } = await fanOutTo(hub, names, { reports: true });
    expect([problems, exitCode]).toMatchObject([[{ code: 'GITHUB_FAILED' }], 0]);
    expect(hub.requests.filter((one) => one.includes('/statuses/')).length).toBeLessThan(60);
  });

  test('a fan-out that is cancelled leaves none pending, and what has ended stands', async () => {
    hub.world.target('acme/store', 'in_progress');
    const cancel = new AbortController();
    const onOutcome = ({ target, verdict }: Outcome) => {
      if (target.name === 'pipeline' && verdict === 'success') cancel.abort();
    };
    const { verdicts, exitCode } = await report({ signal: cancel.signal, onOutcome });
    expect([verdicts, exitCode]).toEqual([['success', 'unknown'], 2]);
    expect(states()).toEqual({ 'fan-out': 'error', 'fan-out/pipeline': 'success', 'fan-out/store': 'error' });
    expect(hub.world.comments).toEqual([]);
  });

  test('nothing is written when nobody waits for the verdicts', async () => {
    await report({ patience: undefined });
    expect([hub.world.statuses, hub.world.comments]).toEqual([[], []]);
  });
});

describe('the comment on the pull request', () => {
  const bodies = () => hub.world.comments.filter(({ body }) => body.startsWith('<!--')).map(({ body }) => body);

  test('is updated by the next fan-out, and not repeated', async () => {
    await report();
    expect(bodies()).toEqual([expect.stringMatching(/NO: core v1.1.0 .*is not green in 1 of 2/)]);
    hub.world.target('acme/store');
    await report();
    expect(bodies()).toEqual([expect.stringMatching(/YES: core v1.1.0 .*is green in all 2/)]);
    expect(hub.world.comments[0]?.issue).toBe(7);
  });

  test('is found among many, and one that merely quotes it is not taken for it', async () => {
    await report();
    const quote = `> ${bodies()[0]}`;
    const chat = Array.from({ length: 150 }, (_, id) => ({ id, repository: 'acme/core', issue: 7, body: quote }));
    hub.world.comments.unshift(...chat);
    await report();
    expect(bodies()).toHaveLength(1);
    expect(hub.world.comments).toHaveLength(151);
  });

  test('is written once even when GitHub says that it failed', async () => {
    hub.fault({ on: 'POST .*/comments', status: 502, done: true });
    expect((await report()).problems).toMatchObject([{ code: 'GITHUB_FAILED' }]);
    await report();
    expect(bodies()).toHaveLength(1);
  });

  test.each([
    ['a closed pull request', [{ number: 7, state: 'closed', sha }]],
    ['a pull request of another commit', [{ number: 8, state: 'open', sha: sha.replace('3', '4') }]],
  ])('%s gets none', async (_, pulls) => {
    hub.world.repository('acme/core', { refs: { 'v1.1.0': sha }, pulls });
    expect((await report()).problems).toEqual([]);
    expect(hub.world.comments).toEqual([]);
  });
});

test('one target reads well, too', async () => {
  expect(verdictLine(await fanOutTo(hub, ['pipeline']))).toBe(
    'YES: core v1.1.0 (3f2a91c0d1e2) is green in 1 downstream repository.',
  );
});
