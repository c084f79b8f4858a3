import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitHubStandIn } from './github-stand-in.ts';
import { gitHubWithCore, planOf, sha, token } from './world.ts';

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

/** npm run fanout, in a process of its own and at GitHub's pace. */
function fanout(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { PATH = '' } = process.env;
  const env = { PATH, REPO_TOKEN: token, GITHUB_API_URL: hub.url, GITHUB_STEP_SUMMARY: summary };
  const command = ['--import', 'tsx', 'scripts/fanout.ts', '--targets', targets, '--interval', '1s', ...args];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { env, timeout: 60_000 }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

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

test('an unknown ref is told, with exit code 2', async () => {
  const before = hub.dispatches();
  const { code, err } = await fanout('--core-ref', 'v9');
  expect([code, hub.dispatches()]).toEqual([2, before]);
  expect(err).toMatch(/CORE_COMMIT_UNKNOWN.*no tag, branch or commit acme\/core: the commit of "v9"/);
}, 90_000);
