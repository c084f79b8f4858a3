import { inspect } from 'node:util';
import { checkToken } from '../../../src/fanout/token/check-token.ts';
import { exitCodeOf } from '../../../src/fanout/token/finding.ts';
import { tokenMarkdown, tokenReport } from '../../../src/fanout/token/token-report.ts';
import type { Token } from '../github/world.ts';
import type { GitHubStandIn } from '../github-stand-in.ts';
import { connect, everything, gitHubWithCore, planOf, token } from '../world.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await gitHubWithCore();
  hub.world.target('acme/pipeline').target('acme/store');
});
afterEach(async () => {
  await hub.close();
  expect(hub.violations).toEqual([]);
  expect(hub.world.runs).toEqual([]);
});

const now = Date.parse('2026-11-22T08:00:00Z');
const plan = planOf(['pipeline', 'store']);

async function check(may: Partial<Token> = {}, secret = token) {
  hub.world.tokens.set(secret, { login: 'ann', may: { '*': everything }, ...may });
  const result = await checkToken(connect(hub, {}, secret), { url: hub.url, token: secret }, plan, {
    warnDays: 10,
    now,
  });
  return { ...result, exitCode: exitCodeOf(result.findings), goods: result.findings.map(({ good }) => good) };
}

test('a token that may do all, for long enough', async () => {
  const { identity, findings, exitCode } = await check({ expires: '2027-02-20 08:00:00 UTC' });
  expect(identity).toEqual({
    who: 'a fine-grained token of ann',
    expiry: { kind: 'at', at: new Date('2027-02-20T08:00:00Z') },
  });
  expect(findings.map(({ subject, good, text }) => [subject, good, text])).toEqual([
    ['expiry', true, 'expires on 2027-02-20 08:00 UTC, in 90 days'],
    ['acme/pipeline', true, 'may start dispatch_contracts.yml'],
    ['acme/store', true, 'may start dispatch_contracts.yml'],
    ['acme/core', true, 'may see core'],
  ]);
  expect(exitCode).toBe(0);
});

test.each([
  ['2026-12-03 08:00:00 UTC', true],
  ['2026-12-03 07:59:59 UTC', false],
  ['2026-12-03 16:59:59 +0900', false],
  ['2026-11-22 09:00:00 UTC', false],
  ['one day', null],
])('ending at %s is %s ten days and more before', async (expires, good) => {
  expect((await check({ expires })).goods[0]).toBe(good);
});

test.each<[string, string, Partial<Token>, string]>([
  ['classic', 'ghp_1', { scopes: 'repo, workflow' }, 'a classic token of ann'],
  ['fine-grained', 'github_pat_1', {}, 'a fine-grained token of ann'],
  ['unknown', '0123456789012345678901234567890123456789', {}, 'a personal token of ann'],
])('a token that never expires is good (%s)', async (_, secret, may, who) => {
  const { identity, goods } = await check(may, secret);
  expect([identity, goods[0]]).toEqual([{ who, expiry: { kind: 'never' } }, true]);
});

test("an installation's token, made elsewhere, has no user and is good all the same", async () => {
  hub.world.tokens.set('ghs_1', { may: { '*': everything } });
  const result = await checkToken(connect(hub, {}, 'ghs_1'), { url: hub.url, token: 'ghs_1' }, plan, {
    warnDays: 10,
    now,
  });
  expect(result.identity).toEqual({ who: "an installation's token", expiry: { kind: 'hourly' } });
  expect(exitCodeOf(result.findings)).toBe(0);
});

test('a token that GitHub does not know any more is a no, and nothing else is asked', async () => {
  hub.world.tokens.clear();
  const gone = await checkToken(connect(hub), { url: hub.url, token }, plan, { warnDays: 10, now });
  expect(gone.findings).toMatchObject([
    { subject: 'token', good: false, text: expect.stringMatching(/does not accept/) },
  ]);
  expect(hub.requests).toEqual(['GET /user']);
});

describe('what is missing is named', () => {
  test.each<[string, Partial<Token>, RegExp]>([
    ['Actions: write', { may: { '*': ['actions=read'] } }, /it needs Actions: write/],
    ['the scope repo', { may: { '*': [] }, scopes: 'gist' }, /a classic token needs the scope repo/],
  ])('%s', async (_, may, words) => {
    const { findings, exitCode } = await check(may);
    expect(findings[2]).toMatchObject({ subject: 'acme/store', good: false, text: expect.stringMatching(words) });
    expect(exitCode).toBe(1);
  });

  test.each<[string, () => void, RegExp]>([
    [
      'a repository it does not see',
      () => hub.world.repositories.delete('acme/store'),
      /not visible to this token: acme\/store/,
    ],
    [
      'a workflow that is not there',
      () => hub.world.repository('acme/store'),
      /its workflow was not found: dispatch_contracts.yml in acme\/store/,
    ],
    [
      'a workflow switched off',
      () => hub.world.target('acme/store', [], { state: 'disabled_manually' }),
      /is disabled/,
    ],
  ])('%s', async (_, arrange, words) => {
    arrange();
    expect((await check()).findings[2]?.text).toMatch(words);
  });

  test('core itself', async () => {
    hub.world.repository('acme/core', { isPrivate: true });
    const may = { 'acme/pipeline': everything, 'acme/store': everything };
    expect((await check({ may })).findings[3]).toMatchObject({ subject: 'acme/core', good: false });
  });
});

describe('what cannot be found out is said so, with exit code 2', () => {
  test.each([
    ['GitHub fails', { on: 'POST .*/store/.*', status: 502 }],
    ['the connection breaks', { on: 'POST .*/store/.*' }],
    ['it takes a ref that cannot exist', { on: 'POST .*/store/.*', status: 204, body: '' }],
  ])('%s', async (_, fault) => {
    hub.fault(fault);
    const { goods, exitCode } = await check();
    expect([goods, exitCode]).toEqual([[true, true, null, true], 2]);
  });

  test('GitHub is away', async () => {
    hub.fault({ on: 'GET /user', times: 9, status: 503 });
    expect(await check()).toMatchObject({ goods: [null], exitCode: 2 });
  });
});

describe('the report', () => {
  const repair = { plan, web: 'https://github.test' };

  test('is short when all is well', async () => {
    expect(tokenReport(await check(), repair).split('\n')).toEqual([
      '  ✔  expiry         does not expire',
      '  ✔  acme/pipeline  may start dispatch_contracts.yml',
      '  ✔  acme/store     may start dispatch_contracts.yml',
      '  ✔  acme/core      may see core',
      '',
      'YES: a fine-grained token of ann may do all that the fan-out needs.',
    ]);
  });

  test('says exactly how to rotate when it is not', async () => {
    const text = tokenReport(await check({ expires: '2026-11-30 08:00:00 UTC' }), repair);
    expect(text).toContain('  ✘  expiry         expires on 2026-11-30 08:00 UTC, in 8 days\n');
    expect(text).toMatch(
      /1\. Open https:\/\/github\.test\/settings\/personal-access-tokens\/new; resource owner: acme;/,
    );
    expect(text).toContain('`acme/pipeline`, `acme/store`, `acme/core`');
    expect(text).toContain('gh secret set REPO_TOKEN --repo acme/core');
    expect(text.split('\n').at(-1)).toBe('NO: a fine-grained token of ann needs attention.');
  });

  test('holds no token, even when GitHub quotes it', async () => {
    hub.fault({ on: '.*dispatches', times: 9, status: 403, body: { message: `no: ${token}` } });
    const result = await check();
    for (const text of [tokenReport(result, repair), tokenMarkdown(result, repair), inspect(result, { depth: null })]) {
      expect(text).toMatch(/(\\?\*){8}/);
      expect(text).not.toContain(token);
    }
  });
});
