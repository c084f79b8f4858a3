import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitHubWithCore, token } from '../fanout/github-with-core.ts';
import { standInRepository } from '../provider/git-repository.ts';
import { describeWithPip, installingPython } from '../support/python.ts';
import { useAnyBroker } from '../support/use-broker.ts';
import { freshName, pipelinePact, publish } from '../verification/broker-with-pacts.ts';
import { runCli } from './support/run-cli.ts';

const hub = await gitHubWithCore();
const broker = useAnyBroker();
const folder = mkdtempSync(join(tmpdir(), 'comment-'));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await hub.close();
});
const consumer = freshName('pipeline');
beforeAll(() => publish(broker.url, pipelinePact(consumer, freshName('core')), '3f2a'));

const environment = {
  get PACT_BROKER_BASE_URL() {
    return broker.url;
  },
  GITHUB_API_URL: hub.url,
  GITHUB_TOKEN: token,
  GITHUB_REPOSITORY: 'acme/core',
};
const ask = (args: string[] = [], env: Record<string, string> = {}) =>
  runCli('can-i-deploy', ['--pacticipant', consumer, '--version', '3f2a', '--to-environment', 'production', ...args], {
    ...environment,
    ...env,
  });
const bodies = () => hub.data.comments.map(({ body }) => body);

test('the verdict for a pull request is one comment, which later runs update', async () => {
  const first = await ask(['--comment-pr', '7']);
  const second = await ask(['--comment-pr', '7']);
  expect([first.exit, second.exit, first.stderr]).toEqual([1, 1, '']);
  expect(bodies()).toEqual([
    expect.stringMatching(/^<!-- .*can-i-deploy pipeline-.* production -->\n### (NO|UNKNOWN): /),
  ]);
  await ask(['--comment-pr', '7', '--ignore', 'nobody']);
  expect(hub.data.comments[0]).toMatchObject({ issue: 7, repository: 'acme/core' });
  expect(hub.violations).toEqual([]);
}, 90_000);

test('an error of the comment is reported and does not change the verdict', async () => {
  const { exit, stdout, stderr } = await ask(['--comment-pr', '7'], { GITHUB_TOKEN: 'ghp_dead' });
  expect([exit, stdout, stderr]).toEqual([
    1,
    expect.stringMatching(/(NO|UNKNOWN): /),
    expect.stringMatching(/^not commented: GitHub does not accept the token/),
  ]);
}, 60_000);

test.each([
  [['--core-ref', 'main'], {}, '--comment-pr <number> is missing'],
  [['--comment-pr', 'x'], {}, '--comment-pr is not a whole number: x'],
  [['--comment-pr', '7'], { GITHUB_REPOSITORY: '' }, 'give --comment-repository <owner/repo>'],
])('%j %j is a usage error', async (args, env, words) => {
  const { exit, stderr } = await ask(args, env);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(words)]);
});

describeWithPip('with a core at a ref', () => {
  const environments = () => readdirSync('.cache/python').map((name) => join('.cache/python', name));

  test('the comment has the impact of that core, or the reason why it is unknown', async () => {
    const { path, head } = standInRepository('lacks RateAdjustment', folder);
    await publish(broker.url, pipelinePact(consumer, 'market-data-core'), '3f2a');
    const env = { CORE_PYTHON: installingPython, CORE_REPOSITORY: path };
    await ask(['--comment-pr', '8', '--core-ref', 'base'], env);
    expect(bodies().at(-1)).toMatch(
      /### BREAKING: market-data-core 1\.2\.0.* breaks 2 fields that consumers rely on\./,
    );
    expect(bodies().at(-1)).toMatch(/\| ✘ \| RateAdjustment \| removed \| pipeline-/);
    for (const venv of environments().filter((one) => one.includes(head))) rmSync(venv, { recursive: true });
    await ask(['--comment-pr', '8', '--core-ref', 'nowhere'], env);
    expect(bodies().at(-1)).toMatch(/What nowhere would break is unknown: /);
  }, 120_000);
});
