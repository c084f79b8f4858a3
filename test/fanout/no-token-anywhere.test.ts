import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { connectGitHub } from '../../src/fanout/github.ts';
import { Progress } from '../../src/fanout/progress.ts';
import { asData, report, reportMarkdown } from '../../src/fanout/report.ts';
import { checkToken } from '../../src/fanout/token/check-token.ts';
import type { GitHubStandIn } from './github-stand-in.ts';
import { connect, everything, fanOutTo, gitHubWithCore, planOf, token } from './world.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await gitHubWithCore();
  hub.world.target('acme/store', 'in_progress failure');
});
afterEach(() => hub.close());

const quoted = { message: `Bad request with authorization: token ${token}` };

describe.each([401, 403, 404, 422, 429, 500])('a GitHub that quotes the token in a %s', (status) => {
  test('finds no ear, wherever it does', async () => {
    for (const on of ['.*/dispatches', '.*/statuses/.*', '.*/jobs', 'GET .*/runs/.*', '.*/comments']) {
      hub.fault({ on, times: 5, status, body: quoted });
      const written: string[] = [];
      const progress = new Progress({ write: (text) => written.push(text), isTerminal: true }, 1);
      const github = connect(hub, { tell: (line) => progress.say(line) });
      const onOutcome = progress.show.bind(progress);
      const result = await fanOutTo(hub, ['store'], { github, own: github, reports: true, onOutcome });
      const shown = [report(result), reportMarkdown(result), JSON.stringify(asData(result)), ...written].join('\n');
      const { statuses, comments } = hub.world;
      expect(shown).toContain('store');
      for (const text of [shown, inspect({ result, statuses, comments }, { depth: null })]) {
        expect(text).not.toContain(token);
        expect(text).not.toContain('VeryLongSecret');
      }
    }
  });

  test('nor before anything is started', async () => {
    hub.fault({ on: '.*/commits/.*', times: 9, status, body: quoted });
    const error = await fanOutTo(hub, ['store']).catch((e: unknown) => e);
    expect(error).toMatchObject({ exitCode: 2 });
    expect(inspect(error, { depth: null })).not.toContain(token);
  });
});

test("nor is it in Octokit's own error, of which nothing is kept", async () => {
  hub.fault({ on: 'GET /user', status: 422, body: quoted });
  const error = await connect(hub)
    .rest.users.getAuthenticated()
    .catch((e: unknown) => e);
  expect(String(error)).toContain('********');
  expect(String(error)).not.toContain(token);
});

describe('a GitHub App', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = (type: 'pkcs1' | 'pkcs8') => privateKey.export({ type, format: 'pem' }).toString();
  const installed = 'ghs_4242_eyJhbGciOi.installationToken';

  beforeEach(() => {
    const key = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const installations = [
      { id: '4242', owner: 'acme', token: installed },
      { id: '77', owner: 'umbrella', token: 'ghs_77' },
    ];
    hub.world.app = { publicKey: key, id: '42', installations };
    hub.world.tokens.set(installed, { may: { '*': everything } });
  });

  const withApp = (app: object) => {
    const whole = { appId: '42', privateKey: pem('pkcs8'), installationId: '4242', ...app };
    const github = connectGitHub({ url: hub.url, app: whole }, { secondMs: 1 });
    return fanOutTo(hub, ['store'], { github, own: github });
  };

  test.each(['pkcs1', 'pkcs8'] as const)('fans out with a token of its own (key as %s)', async (type) => {
    expect((await withApp({ privateKey: pem(type) })).verdicts).toEqual(['failure']);
    expect(hub.requests.filter((one) => one.endsWith('/access_tokens'))).toHaveLength(1);
    expect(hub.violations).toEqual([]);
  });

  test.each([
    [
      'a key that is not its own',
      { privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey },
      'GITHUB_UNAUTHORIZED',
    ],
    ['an installation that is not its own', { installationId: '1' }, 'GITHUB_REPOSITORY_NOT_FOUND'],
  ])('%s is told', async (_, app, code) => {
    const exported =
      'privateKey' in app ? { privateKey: app.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() } : app;
    await expect(withApp(exported)).rejects.toMatchObject({ code });
  });

  test('finds its installation on each repository: the targets may have several owners', async () => {
    hub.world.tokens.set(installed, { may: { 'acme/core': everything, 'acme/store': everything } });
    hub.world.tokens.set('ghs_77', { may: { 'umbrella/shop': everything } });
    hub.world.target('umbrella/shop').target('stranger/shop');
    const plan = planOf(['store']);
    const [store] = plan.targets as [(typeof plan.targets)[0]];
    const others = ['umbrella', 'stranger'].map((owner) => ({ ...store, owner, repo: 'shop', name: owner }));
    const github = connectGitHub({ url: hub.url, app: { appId: '42', privateKey: pem('pkcs8') } }, { secondMs: 1 });
    const { outcomes, verdicts } = await fanOutTo(hub, [], {
      github,
      own: github,
      plan: { ...plan, targets: [store, ...others] },
    });
    expect(verdicts).toEqual(['failure', 'success', 'never started']);
    expect(outcomes[2]).toMatchObject({ green: false, why: expect.stringContaining('Repository not found') });
    expect(hub.requests.filter((one) => one.endsWith('/installation'))).toHaveLength(4);
    expect(hub.requests.filter((one) => one.endsWith('/access_tokens'))).toHaveLength(2);
    expect(hub.violations).toEqual([]);
  });

  test("is not stopped by an answer about its installation that is not GitHub's", async () => {
    hub.fault({ on: 'GET .*/store/installation', times: 9, status: 200, body: '<html>' });
    expect((await withApp({ installationId: undefined })).outcomes).toMatchObject([
      { verdict: 'never started', green: null, why: expect.stringContaining("the response is not from GitHub's API") },
    ]);
  });

  test('is told who it is, and what it lacks', async () => {
    const app = { appId: '42', privateKey: pem('pkcs8'), installationId: '4242' };
    const check = () =>
      checkToken(connectGitHub({ url: hub.url, app }, { secondMs: 1 }), { url: hub.url, app }, planOf(['store']), {
        warnDays: 10,
        now: 0,
      });
    expect(await check()).toMatchObject({
      isApp: true,
      identity: { who: 'the GitHub App fan-out-app', expiry: { kind: 'hourly' } },
    });
    hub.world.tokens.set(installed, { may: { '*': ['actions=read'] } });
    expect((await check()).findings[1]).toMatchObject({ good: false, text: expect.stringContaining('Actions: write') });
  });

  test("its installation's token does not show", async () => {
    hub.fault({ on: '.*/dispatches', status: 403, body: { message: `no: ${installed}` } });
    const result = await withApp({});
    expect(report(result)).toContain('no: ********');
    expect(inspect(result, { depth: null })).not.toContain('installationToken');
  });
});
