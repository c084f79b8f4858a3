import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { connectGitHub } from '../../src/fanout/github.ts';
import { Progress } from '../../src/fanout/progress.ts';
import { formatReport, reportMarkdown, toJson } from '../../src/fanout/report.ts';
import { checkToken } from '../../src/fanout/token/check-token.ts';
import type { GitHubStandIn } from './github-stand-in.ts';
import { allPermissions, connect, fanOutTo, gitHubWithCore, planOf, token } from './github-with-core.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await gitHubWithCore();
  hub.data.target('acme/store', 'in_progress failure');
});
afterEach(() => hub.close());

const quoted = { message: `Bad request with authorization: token ${token}` };

describe.each([401, 403, 404, 422, 429, 500])('a token that GitHub quotes in a %s', (status) => {
  test('is redacted in every output of a fan-out', async () => {
    for (const on of ['.*/dispatches', '.*/statuses/.*', '.*/jobs', 'GET .*/runs/.*', '.*/comments']) {
      hub.fault({ on, times: 5, status, body: quoted });
      const written: string[] = [];
      const progress = new Progress({ write: (text) => written.push(text), isTerminal: true }, 1);
      const github = connect(hub, { onWait: (line) => progress.log(line) });
      const onOutcome = progress.report.bind(progress);
      const result = await fanOutTo(hub, ['store'], { github, coreGitHub: github, report: true, onOutcome });
      const printed = [formatReport(result), reportMarkdown(result), JSON.stringify(toJson(result)), ...written].join(
        '\n',
      );
      const { statuses, comments } = hub.data;
      expect(printed).toContain('store');
      for (const text of [printed, inspect({ result, statuses, comments }, { depth: null })]) {
        expect(text).not.toContain(token);
        expect(text).not.toContain('VeryLongSecret');
      }
    }
  });

  test('is redacted in an error before anything is started', async () => {
    hub.fault({ on: '.*/commits/.*', times: 9, status, body: quoted });
    const error = await fanOutTo(hub, ['store']).catch((e: unknown) => e);
    expect(error).toMatchObject({ exitCode: 2 });
    expect(inspect(error, { depth: null })).not.toContain(token);
  });
});

test("the token is redacted in Octokit's error", async () => {
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
    hub.data.app = { publicKey: key, id: '42', installations };
    hub.data.tokens.set(installed, { permissions: { '*': allPermissions } });
  });

  const withApp = (app: object) => {
    const complete = { appId: '42', privateKey: pem('pkcs8'), installationId: '4242', ...app };
    const github = connectGitHub({ url: hub.url, app: complete }, { secondMs: 1 });
    return fanOutTo(hub, ['store'], { github, coreGitHub: github });
  };

  test.each(['pkcs1', 'pkcs8'] as const)('fans out with an installation token (key as %s)', async (type) => {
    expect((await withApp({ privateKey: pem(type) })).verdicts).toEqual(['failure']);
    expect(hub.requests.filter((one) => one.endsWith('/access_tokens'))).toHaveLength(1);
    expect(hub.violations).toEqual([]);
  });

  test.each([
    [
      'a key of another App',
      { privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey },
      'GITHUB_UNAUTHORIZED',
    ],
    ['an installation of another App', { installationId: '1' }, 'GITHUB_REPOSITORY_NOT_FOUND'],
  ])('with %s is an error', async (_, app, code) => {
    const exported =
      'privateKey' in app ? { privateKey: app.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() } : app;
    await expect(withApp(exported)).rejects.toMatchObject({ code });
  });

  test('finds its installation on each repository of several owners', async () => {
    hub.data.tokens.set(installed, { permissions: { 'acme/core': allPermissions, 'acme/store': allPermissions } });
    hub.data.tokens.set('ghs_77', { permissions: { 'umbrella/shop': allPermissions } });
    hub.data.target('umbrella/shop').target('stranger/shop');
    const plan = planOf(['store']);
    const [store] = plan.targets as [(typeof plan.targets)[0]];
    const others = ['umbrella', 'stranger'].map((owner) => ({ ...store, owner, repo: 'shop', name: owner }));
    const github = connectGitHub({ url: hub.url, app: { appId: '42', privateKey: pem('pkcs8') } }, { secondMs: 1 });
    const { outcomes, verdicts } = await fanOutTo(hub, [], {
      github,
      coreGitHub: github,
      plan: { ...plan, targets: [store, ...others] },
    });
    expect(verdicts).toEqual(['failure', 'success', 'never started']);
    expect(outcomes[2]).toMatchObject({ passed: false, reason: expect.stringContaining('Repository not found') });
    expect(hub.requests.filter((one) => one.endsWith('/installation'))).toHaveLength(4);
    expect(hub.requests.filter((one) => one.endsWith('/access_tokens'))).toHaveLength(2);
    expect(hub.violations).toEqual([]);
  });

  test('reports an invalid response about its installation as unknown', async () => {
    hub.fault({ on: 'GET .*/store/installation', times: 9, status: 200, body: '<html>' });
    expect((await withApp({ installationId: undefined })).outcomes).toMatchObject([
      {
        verdict: 'never started',
        passed: null,
        reason: expect.stringContaining("the response is not from GitHub's API"),
      },
    ]);
  });

  test('is checked for its identity and permissions', async () => {
    const app = { appId: '42', privateKey: pem('pkcs8'), installationId: '4242' };
    const check = () =>
      checkToken(connectGitHub({ url: hub.url, app }, { secondMs: 1 }), { url: hub.url, app }, planOf(['store']), {
        warnDays: 10,
        now: 0,
      });
    expect(await check()).toMatchObject({
      isApp: true,
      identity: { description: 'the GitHub App fan-out-app', expiry: { kind: 'hourly' } },
    });
    hub.data.tokens.set(installed, { permissions: { '*': ['actions=read'] } });
    expect((await check()).findings[1]).toMatchObject({
      passed: false,
      text: expect.stringContaining('Actions: write'),
    });
  });

  test('has its installation token redacted', async () => {
    hub.fault({ on: '.*/dispatches', status: 403, body: { message: `no: ${installed}` } });
    const result = await withApp({});
    expect(formatReport(result)).toContain('no: ********');
    expect(inspect(result, { depth: null })).not.toContain('installationToken');
  });
});
