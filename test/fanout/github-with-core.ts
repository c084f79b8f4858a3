import type { Clock } from '../../src/fanout/follow-runs.ts';
import { type ConnectionOptions, connectGitHub, type GitHub } from '../../src/fanout/github.ts';
import { fanOutExitCode, type Outcome } from '../../src/fanout/outcome.ts';
import { type FanOutRun, runFanOut } from '../../src/fanout/run-fan-out.ts';
import type { FanOutPlan } from '../../src/fanout/target.ts';
import { type GitHubStandIn, startGitHub } from './github-stand-in.ts';

export const sha = '3f2a91c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6';
export const token = 'github_pat_11ABCDEFG0_aVeryLongSecretThatNobodyMaySee';
export const allPermissions = [
  'actions=write',
  'statuses=write',
  'issues=write',
  'pull_requests=write',
  'contents=read',
];

/** A stand-in for GitHub with the repository of core, whose refs v1.1.0 and base are the commit `sha`; the token has all permissions. */
export async function gitHubWithCore(prefix = ''): Promise<GitHubStandIn> {
  const hub = await startGitHub(prefix);
  const pulls = [{ number: 7, state: 'open', sha }];
  hub.data.repository('acme/core', { defaultBranch: 'base', refs: { base: sha, 'v1.1.0': sha }, pulls });
  hub.data.tokens.set(token, { login: 'ann', permissions: { '*': allPermissions } });
  return hub;
}

/** Closes the stand-in, and fails if a request or a response of the test did not have GitHub's form. */
export async function closeWithoutViolations(hub: GitHubStandIn): Promise<void> {
  await hub.close();
  expect(hub.violations).toEqual([]);
}

/** A clock on which sleeping takes no time. */
function fastClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let now = Date.parse('2026-11-22T03:00:00Z');
  const sleep = async (ms: number) => {
    slept.push(ms);
    now += ms;
    await new Promise(setImmediate);
  };
  return { now: () => now, sleep, slept };
}

/** A real connection, on which a second of waiting takes a millisecond. */
export function connect({ url }: { url: string }, options: ConnectionOptions = {}, secret = token): GitHub {
  return connectGitHub({ url, token: secret }, { secondMs: 1, timeoutMs: 60_000, ...options });
}

export function planOf(names: readonly string[], overrides: object = {}): FanOutPlan {
  const targets = names.map((repo) => ({
    owner: 'acme',
    repo,
    name: repo,
    workflow: 'dispatch_contracts.yml',
    inputs: { core_ref: '{core_sha}' },
    ...overrides,
  }));
  return { core: { owner: 'acme', repo: 'core' }, targets };
}

/** Runs a fan-out to these targets and waits for the verdicts. */
export async function fanOutTo(hub: GitHubStandIn, names: readonly string[], options: Partial<FanOutRun> = {}) {
  const github = connect(hub);
  const seen: Outcome[] = [];
  const result = await runFanOut({
    github,
    coreGitHub: github,
    plan: planOf(names),
    coreRef: 'v1.1.0',
    id: 'fan-out-1',
    clock: fastClock(),
    report: false,
    poll: { timeoutMs: 120_000, intervalMs: 10_000 },
    onOutcome: (outcome) => seen.push(outcome),
    ...options,
  });
  const verdicts = result.outcomes.map(({ verdict }) => verdict);
  return { ...result, seen, verdicts, exitCode: fanOutExitCode(result.outcomes), first: result.outcomes[0] as Outcome };
}
