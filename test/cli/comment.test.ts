import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitHubWithCore, token } from '../fanout/github-with-core.ts';
import { standInRepository } from '../provider/git-repository.ts';
import { describeWithPip, installingPython } from '../support/python.ts';
import { useAnyBroker } from '../support/use-broker.ts';
import { freshName, pipelinePact, publish } from '../verification/broker-with-pacts.ts';
import { callCommand } from './support/call-command.ts';

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
  callCommand(
    'can-i-deploy',
    ['--pacticipant', consumer, '--version', '3f2a', '--to-environment', 'production', ...args],
    {
      ...environment,
      ...env,
    },
  );
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
});

test('an error of the comment is reported and does not change the verdict', async () => {
  const { exit, stdout, stderr } = await ask(['--comment-pr', '7'], { GITHUB_TOKEN: 'ghp_dead' });
  expect([exit, stdout, stderr]).toEqual([
    1,
    expect.stringMatching(/(NO|UNKNOWN): /),
    expect.stringMatching(/^not commented: GitHub does not accept the token/),
  ]);
});

test.each([
  [['--core-ref', 'main'], {}, '--comment-pr <number> is missing'],
  [['--comment-pr', 'x'], {}, '--comment-pr is not a whole number: x'],
  [['--comment-pr', '7'], { GITHUB_REPOSITORY: '' }, 'give --comment-repository <owner/repo>'],
])('%j %j is a usage error', async (args, env, words) => {
  const { exit, stderr } = await ask(args, env);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(words)]);
});

describe('with answers of core', () => {
  const answers = join(folder, 'answers.json');
  const core = { name: 'market-data-core', version: '1.1.0', kind: 'python', origin: 'a test', missingNames: [] };
  const askForCore = (version: string, file: object, ...more: string[]) => {
    writeFileSync(answers, JSON.stringify({ format: 1, provider: core, answers: [], ...file }));
    const question = ['--pacticipant', 'market-data-core', '--version', version, '--to-environment', 'production'];
    return callCommand('can-i-deploy', [...question, '--comment-pr', '9', '--answers', answers, ...more], environment);
  };

  test.each<[string, string, object, string[], RegExp]>([
    ['a file without schemas', '1.1.0', {}, [], /SCHEMAS_MISSING.*answers\.json.*provider:answers/s],
    [
      'a file of another version',
      '1.1.1',
      { schemas: { problem: 'x' } },
      [],
      /ANSWERS_OF_ANOTHER_PROVIDER.*1\.1\.0, not of 1\.1\.1/s,
    ],
    [
      'a file of another provider',
      '1.1.0',
      { provider: { ...core, name: 'x' } },
      [],
      /ANSWERS_OF_ANOTHER_PROVIDER.*those of x/s,
    ],
    ['a file that is none', '1.1.0', { format: 2 }, [], /ANSWERS_UNREADABLE/],
    [
      '--core-ref too',
      '1.1.0',
      { schemas: { problem: 'x' } },
      ['--core-ref', 'base'],
      /give either --core-ref or --answers/,
    ],
  ])('%s is an error, and no comment is written', async (_, version, file, more, message) => {
    const before = bodies().length;
    const { exit, stderr } = await askForCore(version, file, ...more);
    expect([exit, stderr, bodies().length]).toEqual([2, expect.stringMatching(message), before]);
  });

  test('it is an error with another pacticipant', async () => {
    const { exit, stderr } = await ask(['--comment-pr', '9', '--answers', answers]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('--answers needs --pacticipant market-data-core')]);
  });

  test('the comment states why the impact is unknown when core returns no schemas', async () => {
    await publish(broker.url, pipelinePact(consumer, 'market-data-core'), '3f2a');
    await askForCore('1.1.0', { schemas: { problem: 'core has ended' } });
    expect(bodies().at(-1)).toMatch(/What 1\.1\.0 would break is unknown: .*core has ended/);
  });
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
  });
});
