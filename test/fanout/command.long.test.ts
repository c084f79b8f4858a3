import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { GitHubStandIn } from './github-stand-in.ts';
import { allPermissions, gitHubWithCore, planOf, sha, token } from './github-with-core.ts';

const folder = temporaryFolder('fanout');
const targets = join(folder, 'fanout.json');
const summary = join(folder, 'summary.md');
let hub: GitHubStandIn;
beforeAll(async () => {
  hub = await gitHubWithCore();
  hub.data.target('acme/pipeline').target('acme/store', 'in_progress failure').target('acme/orchestrator');
  writeFileSync(targets, JSON.stringify(planOf(['pipeline', 'store', 'orchestrator'])));
});
afterAll(() => hub.close());

/** Runs a command in a separate process. */
function run(command: string, args: string[], variables: Record<string, string> = {}) {
  const { PATH = '' } = process.env;
  const env = { PATH, REPO_TOKEN: token, GITHUB_API_URL: hub.url, GITHUB_STEP_SUMMARY: summary, ...variables };
  const argv = ['src/cli/bundled.mjs', 'src/cli/main.ts', command, '--targets', targets, ...args];
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const child = execFile(process.execPath, argv, { env, timeout: 150_000 }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

const fanout = (...args: string[]) => run('fanout', ['--interval', '1s', ...args]);

test('a failing target gives exit code 1 and is reported in the table, the summary, a status and a comment', async () => {
  const { code, out, err } = await fanout('--core-ref', 'v1.1.0', '--wait');
  expect(code).toBe(1);
  expect(out).toMatch(
    /✔ {2}pipeline .*✘ {2}store .*✔ {2}orchestrator .*store: failed at contracts .*^NO: core v1.1.0/ms,
  );
  expect(err).toContain('✘ store failure');
  expect(readFileSync(summary, 'utf8')).toMatch(/^### NO: core v1\.1\.0/);
  const last = Object.fromEntries(hub.data.statuses.map(({ context, state }) => [context, state]));
  expect(last).toMatchObject({ 'fan-out': 'failure', 'fan-out/store': 'failure', 'fan-out/pipeline': 'success' });
  expect(hub.data.comments).toHaveLength(1);
  expect(out + err + readFileSync(summary, 'utf8')).not.toContain(token);
});

test('--json prints one document; without --wait the runs are only started', async () => {
  const { code, out } = await fanout('--core-ref', 'v1.1.0', '--json');
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    {
      core: { ref: 'v1.1.0', sha },
      verdict: 'started',
      targets: [{ name: 'pipeline', verdict: 'running', passed: null }, {}, {}],
    },
  ]);
});

test('a cancelled fan-out reports to core before it exits with 2', async () => {
  hub.data.target('acme/store', 'in_progress');
  const args = ['--targets', targets, '--core-ref', 'v1.1.0', '--wait', '--interval', '1s'];
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['src/cli/bundled.mjs', 'src/cli/main.ts', 'fanout', ...args], {
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
  const last = Object.fromEntries(hub.data.statuses.map(({ context, state }) => [context, state]));
  expect(last).toMatchObject({ 'fan-out': 'error', 'fan-out/store': 'error' });
  hub.data.target('acme/store', 'in_progress failure');
});

test('an unknown ref gives exit code 2', async () => {
  const before = hub.dispatches();
  const { code, err } = await fanout('--core-ref', 'v9');
  expect([code, hub.dispatches()]).toEqual([2, before]);
  expect(err).toMatch(/CORE_COMMIT_UNKNOWN.*no tag, branch or commit "v9" in acme\/core/);
});

describe('token:check', () => {
  const issues = () => hub.data.issues.map(({ state }) => state);

  test('a valid token gives exit code 0', async () => {
    const { code, out } = await run('token:check', []);
    expect([code, out.trim().split('\n').at(-1)]).toEqual([
      0,
      'YES: a fine-grained token of ann has all permissions that the fan-out needs.',
    ]);
  });

  test('a token that expires soon gives exit code 1 and opens an issue, which the next check closes', async () => {
    const ends = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
    hub.data.tokens.set('github_pat_short', {
      login: 'ann',
      permissions: { '*': allPermissions },
      expires: `${ends} UTC`,
    });
    const soon = await run('token:check', ['--issue', 'acme/core', '--json'], { REPO_TOKEN: 'github_pat_short' });
    expect([soon.code, JSON.parse(soon.out).issue.action, issues()]).toEqual([1, 'opened', ['open']]);
    const good = await run('token:check', ['--issue', 'acme/core']);
    expect([good.code, issues()]).toEqual([0, ['closed']]);
    expect(good.err).toMatch(/The issue: closed. https/);
  });

  test('an invalid token gives exit code 1 and an issue written with GITHUB_TOKEN', async () => {
    hub.data.tokens.set('ghs_own', { permissions: { 'acme/core': ['issues=write'] } });
    const dead = await run('token:check', ['--issue', 'acme/core'], {
      REPO_TOKEN: 'ghp_dead',
      GITHUB_TOKEN: 'ghs_own',
    });
    expect([dead.code, issues().at(-1)]).toEqual([1, 'open']);
    expect(dead.out).toMatch(/GitHub does not accept the token/);
    const none = await run('token:check', ['--issue', 'acme/core'], { REPO_TOKEN: '' });
    expect([none.code, none.err]).toEqual([1, expect.stringMatching(/failed: .*requires REPO_TOKEN/)]);
  });
});
