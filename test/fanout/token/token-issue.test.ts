import type { TokenCheck } from '../../../src/fanout/token/check-token.ts';
import { upsertTokenIssue } from '../../../src/fanout/token/token-issue.ts';
import type { GitHubStandIn } from '../github-stand-in.ts';
import { connect, gitHubWithCore, planOf, token } from '../world.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await gitHubWithCore();
});
afterEach(async () => {
  await hub.close();
  expect(hub.violations).toEqual([]);
});

const home = { owner: 'acme', repo: 'core' };
const repair = { plan: planOf(['store']), web: 'https://github.test' };
const found = (good: boolean | null, text = 'expires in 8 days'): TokenCheck => ({
  isApp: false,
  findings: [{ subject: 'expiry', good, text }],
});
const keep = async (check: TokenCheck) => (await upsertTokenIssue(connect(hub), home, check, repair)).did;
const issues = () => hub.world.issues.map(({ state, body }) => `${state}: ${/expires in \d+ days/.exec(body)?.[0]}`);

test('it is opened once, updated while it lasts, closed when all is well, and opened anew the next time', async () => {
  expect(await keep(found(false))).toBe('opened');
  expect(await keep(found(false))).toBe('left as it is');
  expect(await keep(found(false, 'expires in 7 days'))).toBe('updated');
  expect(issues()).toEqual(['open: expires in 7 days']);
  expect(await keep(found(true))).toBe('closed');
  expect(await keep(found(true))).toBe('needed none');
  expect(await keep(found(false))).toBe('opened');
  expect(issues()).toEqual(['closed: expires in 7 days', 'open: expires in 8 days']);
});

test('it says how to rotate', async () => {
  await keep(found(false));
  expect(hub.world.issues[0]).toMatchObject({ title: 'The token of the fan-out (REPO_TOKEN) needs attention' });
  expect(hub.world.issues[0]?.body).toMatch(
    /^### To repair it\n\n1\. Open https:\/\/github\.test\/settings\/personal-access-tokens\/new/m,
  );
});

test('what could not be found out changes nothing', async () => {
  await keep(found(false));
  expect(await keep(found(null))).toBe('left as it is');
  expect(issues()).toEqual(['open: expires in 8 days']);
});

test('it is found among many other issues and pull requests', async () => {
  await keep(found(false));
  const others = Array.from({ length: 150 }, (_, number) => ({
    number,
    repository: 'acme/core',
    title: 'x',
    body: 'x',
    state: 'open',
  }));
  hub.world.issues.unshift(...others);
  expect(await keep(found(false, 'expires in 7 days'))).toBe('updated');
});

test('it is opened once even when GitHub says that it failed', async () => {
  hub.fault({ on: 'POST .*/issues', status: 502, done: true });
  await expect(keep(found(false))).rejects.toMatchObject({ code: 'GITHUB_FAILED' });
  expect(await keep(found(false))).toBe('left as it is');
  expect(hub.world.issues).toHaveLength(1);
});

test.each([
  ['409', { status: 409, body: { message: 'Conflict' } }],
  ['a page of a proxy', { status: 200, body: '<html>' }],
])('none is opened when the issues cannot be read: %s', async (_, fault) => {
  hub.fault({ on: 'GET .*/issues', times: 9, ...fault });
  await expect(keep(found(false))).rejects.toMatchObject({ exitCode: 2 });
  expect(hub.world.issues).toEqual([]);
});

test('a token that may not write issues is told what it needs', async () => {
  hub.world.tokens.set(token, { login: 'ann', may: { '*': ['actions=write'] } });
  await expect(keep(found(false))).rejects.toThrow('it needs Issues: write');
});
