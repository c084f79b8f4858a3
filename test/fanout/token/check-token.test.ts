import { inspect } from 'node:util';
import { checkToken } from '../../../src/fanout/token/check-token.ts';
import { tokenExitCode } from '../../../src/fanout/token/finding.ts';
import { formatTokenReport, tokenMarkdown } from '../../../src/fanout/token/token-report.ts';
import type { Token } from '../github/data.ts';
import type { GitHubStandIn } from '../github-stand-in.ts';
import { allPermissions, closeWithoutViolations, connect, gitHubWithCore, planOf, token } from '../github-with-core.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await gitHubWithCore();
  hub.data.target('acme/pipeline').target('acme/store');
});
afterEach(async () => {
  await closeWithoutViolations(hub);
  expect(hub.data.runs).toEqual([]);
});

const now = Date.parse('2026-11-22T08:00:00Z');
const plan = planOf(['pipeline', 'store']);

async function check(overrides: Partial<Token> = {}, secret = token) {
  hub.data.tokens.set(secret, { login: 'ann', permissions: { '*': allPermissions }, ...overrides });
  const result = await checkToken(connect(hub, {}, secret), { url: hub.url, token: secret }, plan, {
    warnDays: 10,
    now,
  });
  return { ...result, exitCode: tokenExitCode(result.findings), passed: result.findings.map(({ passed }) => passed) };
}

test('a token with all permissions passes', async () => {
  const { identity, findings, exitCode } = await check({ expires: '2027-02-20 08:00:00 UTC' });
  expect(identity).toEqual({
    description: 'a fine-grained token of ann',
    expiry: { kind: 'at', at: new Date('2027-02-20T08:00:00Z') },
  });
  expect(findings.map(({ subject, passed, text }) => [subject, passed, text])).toEqual([
    ['expiry', true, 'expires on 2027-02-20 08:00 UTC, in 90 days'],
    ['acme/pipeline', true, 'may start dispatch_contracts.yml'],
    ['acme/store', true, 'may start dispatch_contracts.yml'],
    ['acme/core', true, 'may read core'],
  ]);
  expect(exitCode).toBe(0);
});

test.each([
  ['2026-12-03 08:00:00 UTC', true],
  ['2026-12-03 07:59:59 UTC', false],
  ['2026-12-03 16:59:59 +0900', false],
  ['2026-11-22 09:00:00 UTC', false],
  ['one day', null],
])('an expiry at %s passes: %s', async (expires, expected) => {
  expect((await check({ expires })).passed[0]).toBe(expected);
});

test.each<[string, string, Partial<Token>, string]>([
  ['classic', 'ghp_1', { scopes: 'repo, workflow' }, 'a classic token of ann'],
  ['fine-grained', 'github_pat_1', {}, 'a fine-grained token of ann'],
  ['unknown', '0123456789012345678901234567890123456789', {}, 'a personal token of ann'],
])('a token without expiry passes (%s)', async (_, secret, overrides, description) => {
  const { identity, passed } = await check(overrides, secret);
  expect([identity, passed[0]]).toEqual([{ description, expiry: { kind: 'never' } }, true]);
});

test('an installation token passes without a user', async () => {
  hub.data.tokens.set('ghs_1', { permissions: { '*': allPermissions } });
  const result = await checkToken(connect(hub, {}, 'ghs_1'), { url: hub.url, token: 'ghs_1' }, plan, {
    warnDays: 10,
    now,
  });
  expect(result.identity).toEqual({ description: "an installation's token", expiry: { kind: 'hourly' } });
  expect(tokenExitCode(result.findings)).toBe(0);
});

test('an invalid token fails after one request', async () => {
  hub.data.tokens.clear();
  const result = await checkToken(connect(hub), { url: hub.url, token }, plan, { warnDays: 10, now });
  expect(result.findings).toMatchObject([
    { subject: 'token', passed: false, text: expect.stringMatching(/does not accept/) },
  ]);
  expect(hub.requests).toEqual(['GET /user']);
});

describe('a missing permission fails', () => {
  test.each<[string, Partial<Token>, RegExp]>([
    ['Actions: write', { permissions: { '*': ['actions=read'] } }, /required: Actions: write/],
    ['the scope repo', { permissions: { '*': [] }, scopes: 'gist' }, /a classic token requires the scope repo/],
  ])('%s', async (_, overrides, words) => {
    const { findings, exitCode } = await check(overrides);
    expect(findings[2]).toMatchObject({ subject: 'acme/store', passed: false, text: expect.stringMatching(words) });
    expect(exitCode).toBe(1);
  });

  test.each<[string, () => void, RegExp]>([
    [
      'a repository that is not visible',
      () => hub.data.repositories.delete('acme/store'),
      /not visible to this token: acme\/store/,
    ],
    [
      'a missing workflow',
      () => hub.data.repository('acme/store'),
      /its workflow was not found: dispatch_contracts.yml in acme\/store/,
    ],
    ['a disabled workflow', () => hub.data.target('acme/store', [], { state: 'disabled_manually' }), /is disabled/],
  ])('%s', async (_, arrange, words) => {
    arrange();
    expect((await check()).findings[2]?.text).toMatch(words);
  });

  test('core itself', async () => {
    hub.data.repository('acme/core', { isPrivate: true });
    const permissions = { 'acme/pipeline': allPermissions, 'acme/store': allPermissions };
    expect((await check({ permissions })).findings[3]).toMatchObject({ subject: 'acme/core', passed: false });
  });
});

describe('a finding is unknown, with exit code 2, when', () => {
  test.each([
    ['GitHub fails', { on: 'POST .*/store/.*', status: 502 }],
    ['the connection breaks', { on: 'POST .*/store/.*' }],
    ['GitHub accepts a ref that cannot exist', { on: 'POST .*/store/.*', status: 204, body: '' }],
  ])('%s', async (_, fault) => {
    hub.fault(fault);
    const { passed, exitCode } = await check();
    expect([passed, exitCode]).toEqual([[true, true, null, true], 2]);
  });

  test('GitHub cannot be reached', async () => {
    hub.fault({ on: 'GET /user', times: 9, status: 503 });
    expect(await check()).toMatchObject({ passed: [null], exitCode: 2 });
  });
});

describe('the report', () => {
  const repair = { plan, web: 'https://github.test' };

  test('lists the findings when all pass', async () => {
    expect(formatTokenReport(await check(), repair).split('\n')).toEqual([
      '  ✔  expiry         does not expire',
      '  ✔  acme/pipeline  may start dispatch_contracts.yml',
      '  ✔  acme/store     may start dispatch_contracts.yml',
      '  ✔  acme/core      may read core',
      '',
      'YES: a fine-grained token of ann has all permissions that the fan-out needs.',
    ]);
  });

  test('lists the steps of repair when one fails', async () => {
    const text = formatTokenReport(await check({ expires: '2026-11-30 08:00:00 UTC' }), repair);
    expect(text).toContain('  ✘  expiry         expires on 2026-11-30 08:00 UTC, in 8 days\n');
    expect(text).toMatch(
      /1\. Open https:\/\/github\.test\/settings\/personal-access-tokens\/new; resource owner: acme;/,
    );
    expect(text).toContain('`acme/pipeline`, `acme/store`, `acme/core`');
    expect(text).toContain('gh secret set REPO_TOKEN --repo acme/core');
    expect(text.split('\n').at(-1)).toBe('NO: a fine-grained token of ann needs attention.');
  });

  test('redacts a token that GitHub quotes', async () => {
    hub.fault({ on: '.*dispatches', times: 9, status: 403, body: { message: `no: ${token}` } });
    const result = await check();
    for (const text of [
      formatTokenReport(result, repair),
      tokenMarkdown(result, repair),
      inspect(result, { depth: null }),
    ]) {
      expect(text).toMatch(/(\\?\*){8}/);
      expect(text).not.toContain(token);
    }
  });
});
