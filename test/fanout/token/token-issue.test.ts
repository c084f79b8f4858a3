import type { TokenCheck } from '../../../src/fanout/token/check-token.ts';
import { upsertTokenIssue } from '../../../src/fanout/token/token-issue.ts';
import type { GitHubStandIn } from '../github-stand-in.ts';
import { closeWithoutViolations, connect, gitHubWithCore, planOf, token } from '../github-with-core.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await gitHubWithCore();
});
afterEach(() => closeWithoutViolations(hub));

const repository = { owner: 'acme', repo: 'core' };
const repair = { plan: planOf(['store']), web: 'https://github.test' };
const checkWith = (passed: boolean | null, text = 'expires in 8 days'): TokenCheck => ({
  isApp: false,
  findings: [{ subject: 'expiry', passed, text }],
});
const upsert = async (check: TokenCheck) => (await upsertTokenIssue(connect(hub), repository, check, repair)).action;
const issues = () => hub.data.issues.map(({ state, body }) => `${state}: ${/expires in \d+ days/.exec(body)?.[0]}`);

test('the issue is opened, updated, closed, and opened again', async () => {
  expect(await upsert(checkWith(false))).toBe('opened');
  expect(await upsert(checkWith(false))).toBe('unchanged');
  expect(await upsert(checkWith(false, 'expires in 7 days'))).toBe('updated');
  expect(issues()).toEqual(['open: expires in 7 days']);
  expect(await upsert(checkWith(true))).toBe('closed');
  expect(await upsert(checkWith(true))).toBe('not needed');
  expect(await upsert(checkWith(false))).toBe('opened');
  expect(issues()).toEqual(['closed: expires in 7 days', 'open: expires in 8 days']);
});

test('the issue lists the steps of repair', async () => {
  await upsert(checkWith(false));
  expect(hub.data.issues[0]).toMatchObject({ title: 'The token of the fan-out (REPO_TOKEN) needs attention' });
  expect(hub.data.issues[0]?.body).toMatch(
    /^### To repair it\n\n1\. Open https:\/\/github\.test\/settings\/personal-access-tokens\/new/m,
  );
});

test('an unknown finding does not change the issue', async () => {
  await upsert(checkWith(false));
  expect(await upsert(checkWith(null))).toBe('unchanged');
  expect(issues()).toEqual(['open: expires in 8 days']);
});

test('the issue is found among 150 others', async () => {
  await upsert(checkWith(false));
  const others = Array.from({ length: 150 }, (_, number) => ({
    number,
    repository: 'acme/core',
    title: 'x',
    body: 'x',
    state: 'open',
  }));
  hub.data.issues.unshift(...others);
  expect(await upsert(checkWith(false, 'expires in 7 days'))).toBe('updated');
});

test('the issue is not opened again after a failure with a lost response', async () => {
  hub.fault({ on: 'POST .*/issues', status: 502, executed: true });
  await expect(upsert(checkWith(false))).rejects.toMatchObject({ code: 'GITHUB_FAILED' });
  expect(await upsert(checkWith(false))).toBe('unchanged');
  expect(hub.data.issues).toHaveLength(1);
});

test.each([
  ['409', { status: 409, body: { message: 'Conflict' } }],
  ['a page from a proxy', { status: 200, body: '<html>' }],
])('no issue is opened when the issues cannot be read: %s', async (_, fault) => {
  hub.fault({ on: 'GET .*/issues', times: 9, ...fault });
  await expect(upsert(checkWith(false))).rejects.toMatchObject({ exitCode: 2 });
  expect(hub.data.issues).toEqual([]);
});

test('a token without permission for issues is an error that names it', async () => {
  hub.data.tokens.set(token, { login: 'ann', permissions: { '*': ['actions=write'] } });
  await expect(upsert(checkWith(false))).rejects.toThrow('required: Issues: write');
});
