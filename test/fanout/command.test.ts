import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { GitHubStandIn } from './github-stand-in.ts';
import { everything, gitHubWithCore, planOf, sha, token } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanout-'));
const targets = join(folder, 'fanout.json');
const summary = join(folder, 'summary.md');
let hub: GitHubStandIn;
beforeAll(async () => {
  hub = await gitHubWithCore();
  hub.world.target('acme/pipeline').target('acme/store', 'in_progress failure').target('acme/orchestrator');
  writeFileSync(targets, JSON.stringify(planOf(['pipeline', 'store', 'orchestrator'])));
});
afterAll(() => hub.close());

/** Runs a command in a process of its own. */
function run(command: string, args: string[], more: Record<string, string> = {}) {
  const { PATH = '' } = process.env;
  const env = { PATH, REPO_TOKEN: token, GITHUB_API_URL: hub.url, GITHUB_STEP_SUMMARY: summary, ...more };
  const argv = ['--import', 'tsx', 'src/cli/main.ts', command, '--targets', targets, ...args];
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const child = execFile(process.execPath, argv, { env, timeout: 60_000 }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

const fanout = (...args: string[]) => run('fanout', ['--interval', '1s', ...args]);

test('three targets of which one fails: a table, a summary, statuses and a comment; exit code 1; the token nowhere', async () => {
  const { code, out, err } = await fanout('--core-ref', 'v1.1.0', '--wait');
  expect(code).toBe(1);
  expect(out).toMatch(
    /✔ {2}pipeline .*✘ {2}store .*✔ {2}orchestrator .*store: failed at contracts .*^NO: core v1.1.0/ms,
  );
  expect(err).toContain('✘ store failure');
  expect(readFileSync(summary, 'utf8')).toMatch(/^### NO: core v1\.1\.0/);
  const last = Object.fromEntries(hub.world.statuses.map(({ context, state }) => [context, state]));
  expect(last).toMatchObject({ 'fan-out': 'failure', 'fan-out/store': 'failure', 'fan-out/pipeline': 'success' });
  expect(hub.world.comments).toHaveLength(1);
  expect(out + err + readFileSync(summary, 'utf8')).not.toContain(token);
}, 90_000);

test('--json is one document, and without --wait the runs are only started', async () => {
  const { code, out } = await fanout('--core-ref', 'v1.1.0', '--json');
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    {
      core: { ref: 'v1.1.0', sha },
      verdict: 'started',
      targets: [{ name: 'pipeline', verdict: 'running', green: null }, {}, {}],
    },
  ]);
}, 90_000);

test('cancelled on the way, it says so on core before it ends; exit code 2', async () => {
  hub.world.target('acme/store', 'in_progress');
  const args = ['--targets', targets, '--core-ref', 'v1.1.0', '--wait', '--interval', '1s'];
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'fanout', ...args], {
    env: { PATH, REPO_TOKEN: token, GITHUB_API_URL: hub.url },
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stderr });
  const isRunning = new Promise((resolve) =>
    lines.on('line', (line) => line.includes('store running') && resolve(line)),
  );
  await Promise.race([isRunning, ended]);
  child.kill('SIGINT');
  const [code] = await ended;
  expect(code).toBe(2);
  const last = Object.fromEntries(hub.world.statuses.map(({ context, state }) => [context, state]));
  expect(last).toMatchObject({ 'fan-out': 'error', 'fan-out/store': 'error' });
  hub.world.target('acme/store', 'in_progress failure');
}, 90_000);

test('an unknown ref is told, with exit code 2', async () => {
  const before = hub.dispatches();
  const { code, err } = await fanout('--core-ref', 'v9');
  expect([code, hub.dispatches()]).toEqual([2, before]);
  expect(err).toMatch(/CORE_COMMIT_UNKNOWN.*no tag, branch or commit "v9" in acme\/core/);
}, 90_000);

describe('token:check', () => {
  const issues = () => hub.world.issues.map(({ state }) => state);

  test('a token that works: exit code 0', async () => {
    const { code, out } = await run('token:check', []);
    expect([code, out.trim().split('\n').at(-1)]).toEqual([
      0,
      'YES: a fine-grained token of ann may do all that the fan-out needs.',
    ]);
  }, 90_000);

  test('one that ends soon: exit code 1, and an issue that the next run closes', async () => {
    const ends = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
    hub.world.tokens.set('github_pat_short', { login: 'ann', may: { '*': everything }, expires: `${ends} UTC` });
    const soon = await run('token:check', ['--issue', 'acme/core', '--json'], { REPO_TOKEN: 'github_pat_short' });
    expect([soon.code, JSON.parse(soon.out).issue.did, issues()]).toEqual([1, 'opened', ['open']]);
    const good = await run('token:check', ['--issue', 'acme/core']);
    expect([good.code, issues()]).toEqual([0, ['closed']]);
    expect(good.err).toMatch(/The issue: closed. https/);
  }, 90_000);

  test('one that is dead, or none: exit code 1; the issue is written with GITHUB_TOKEN', async () => {
    hub.world.tokens.set('ghs_own', { may: { 'acme/core': ['issues=write'] } });
    const dead = await run('token:check', ['--issue', 'acme/core'], {
      REPO_TOKEN: 'ghp_dead',
      GITHUB_TOKEN: 'ghs_own',
    });
    expect([dead.code, issues().at(-1)]).toEqual([1, 'open']);
    expect(dead.out).toMatch(/GitHub does not accept the token/);
    const none = await run('token:check', ['--issue', 'acme/core'], { REPO_TOKEN: '' });
    expect([none.code, none.err]).toEqual([1, expect.stringMatching(/not kept: .*requires REPO_TOKEN/)]);
  }, 90_000);
});
