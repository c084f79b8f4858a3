import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consumer, declaredInteractions } from '../../src/contracts/interactions.ts';
import { pactsOfPipeline } from '../support/pipeline-pacts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { json, startServer } from '../support/test-server.ts';
import { callCommand } from './support/call-command.ts';

const folder = () => temporaryFolder('publish');

/** A copy of the pacts, changed as if by hand. */
function edited(from = 'pacts'): string {
  const copy = folder();
  cpSync(from, copy, { recursive: true });
  const file = readdirSync(copy).find((name) => name.endsWith('.json')) ?? '';
  writeFileSync(join(copy, file), readFileSync(join(copy, file), 'utf8').replaceAll('"hard"', '"full"'));
  return copy;
}

async function atServer(args: string[]) {
  const server = await startServer(json(500, {}));
  const ran = await callCommand('pact:publish', ['--branch', 'main', ...args], { PACT_BROKER_BASE_URL: server.url });
  await server.close();
  return { ...ran, requests: server.requests };
}

test('pacts of the reference model are published to the embedded broker with the suffix -reference', async () => {
  const env = { PACT_BROKER_DATABASE_URL: join(folder(), 'broker.sqlite') };
  const published = await callCommand('pact:publish', ['--version', '7', '--branch', 'main', '--json'], env);
  expect([published.exit, published.stderr]).toEqual([0, '']);
  expect(JSON.parse(published.stdout)).toMatchObject({
    consumer,
    version: '7-reference',
    published: [{ interactions: declaredInteractions.length }],
  });

  const question = ['--pacticipant', consumer, '--version', '7-reference', '--to-environment', 'production', '--json'];
  const asked = await callCommand('can-i-deploy', question, env);
  expect(JSON.parse(asked.stdout)).toMatchObject({
    verdict: 'unknown',
    rows: [{ consumerVersion: '7-reference', consumerBranch: 'main' }],
  });
});

test('changed pacts of the reference model are refused with the difference', async () => {
  const env = { PACT_BROKER_DATABASE_URL: join(folder(), 'broker.sqlite') };
  const { exit, stderr } = await callCommand(
    'pact:publish',
    ['--version', '7', '--branch', 'main', '--dir', edited()],
    env,
  );
  expect([exit, existsSync(env.PACT_BROKER_DATABASE_URL)]).toEqual([1, false]);
  expect(stderr).toContain('contents.content.level: expected "hard", found "full"');
});

test.each([
  ['the reference model', ['--version', '0.8.70'], 'the TypeScript reference model wrote it, not the pipeline'],
  ['the reference model, with its consumer named', ['--version', '1', '--consumer', consumer], 'reference model wrote'],
  ['another release', ['--version', '0.8.71', '--dir', pactsOfPipeline()], 'market-data-pipeline 0.8.70 wrote it'],
])('a pact of %s is not sent to a broker with a URL', async (_, args, words) => {
  const { exit, stderr, requests } = await atServer(args);
  expect([exit, requests]).toEqual([1, []]);
  expect(stderr).toContain('PACT_ORIGIN_REFUSED');
  expect(stderr).toContain(words);
});

test('a pact of the pipeline that differs from the committed one is not sent', async () => {
  const { exit, stderr, requests } = await atServer(['--version', '0.8.70', '--dir', edited(pactsOfPipeline())]);
  expect([exit, requests]).toEqual([1, []]);
  expect(stderr).toContain('contents.content.level: expected "full", found "hard"');
});

test('a pact of the pipeline is published for the release that wrote it', async () => {
  const env = { PACT_BROKER_DATABASE_URL: join(folder(), 'broker.sqlite') };
  const args = ['--version', '0.8.70', '--branch', 'base', '--dir', pactsOfPipeline(), '--json'];
  const { exit, stdout } = await callCommand('pact:publish', args, env);
  expect([exit, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ consumer, version: '0.8.70' })]);
});

test('no pact of a folder with an invalid file is sent', async () => {
  const copy = edited();
  writeFileSync(join(copy, 'notes.json'), '{"a":1}');
  const { exit, stderr, requests } = await atServer(['--version', '7', '--dir', copy]);
  expect([exit, requests]).toEqual([2, []]);
  expect(stderr).toContain('notes.json: its consumer is not market_data_pipeline');
});

/** A pact without a branch would never be selected for a verification. */
test('a pact without a branch is not sent', async () => {
  const tag = { GITHUB_ACTIONS: 'true', GITHUB_SHA: 'abc', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' };
  const { exit, stderr } = await callCommand('pact:publish', [], tag);
  expect([exit, stderr]).toEqual([2, expect.stringContaining('NO_BRANCH')]);
});

describe('with --consumer', () => {
  const tag = { GITHUB_ACTIONS: 'true', GITHUB_SHA: 'abc', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' };
  const dirOf = (content?: object) => {
    const dir = folder();
    if (content) writeFileSync(join(dir, 'a.json'), JSON.stringify(content));
    return dir;
  };
  const pact = { consumer: { name: 'heron' }, provider: { name: 'osprey' }, interactions: [{ description: 'a Fish' }] };

  test.each<[string, object | undefined, string[], Record<string, string>]>([
    ['NO_PACTS', undefined, [], {}],
    ['NOT_A_PACT', { a: 1 }, [], {}],
    ['NO_BRANCH', pact, [], { ...tag, PACT_CONSUMER_BRANCH: 'of-the-pipeline' }],
    ['NO_VERSION', pact, ['--branch', 'main'], { ...tag, GITHUB_SHA: '', PACT_CONSUMER_VERSION: '0.8.70' }],
  ])('%s does not speak of the pipeline or its scripts', async (code, content, args, env) => {
    const { exit, stderr } = await callCommand(
      'pact:publish',
      ['--consumer', 'heron', '--dir', dirOf(content), ...args],
      env,
    );
    expect([exit, stderr]).toEqual([2, expect.stringContaining(code)]);
    expect(stderr).not.toMatch(/pipeline|test:pact/i);
  });

  test('PACT_CONSUMER names the consumer, its version and its branch belong to it', async () => {
    const variables = { PACT_CONSUMER: 'heron', PACT_CONSUMER_VERSION: '2.0', PACT_CONSUMER_BRANCH: 'main' };
    const env = { PACT_BROKER_DATABASE_URL: join(folder(), 'broker.sqlite'), ...variables };
    const request = { method: 'GET', path: '/fish' };
    const interactions = [{ description: 'a Fish', request, response: { status: 200 } }];
    const metadata = { pactSpecification: { version: '2.0.0' } };
    const dir = dirOf({ ...pact, interactions, metadata });
    const { exit, stdout, stderr } = await callCommand('pact:publish', ['--dir', dir, '--json'], env);
    expect([exit, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ consumer: 'heron', version: '2.0', branch: 'main' });
  });

  test('a message pact of specification 3 is published, also a second time', async () => {
    const { interactions: _, ...names } = pact;
    const messages = [
      {
        description: 'a Fish',
        contents: { size: 1 },
        matchingRules: { body: { '$.size': { matchers: [{ match: 'type' }] } } },
      },
      { description: 'a Fish', providerStates: [{ name: 'a big one' }], contents: { size: 9 }, matchingRules: {} },
    ];
    const metadata = { pactSpecification: { version: '3.0.0' } };
    const env = { PACT_BROKER_DATABASE_URL: join(folder(), 'broker.sqlite') };
    const dir = dirOf({ ...names, messages, metadata });
    for (const _ of ['first', 'again']) {
      const args = ['--consumer', 'heron', '--dir', dir, '--version', '1', '--branch', 'main', '--json'];
      const { exit, stdout, stderr } = await callCommand('pact:publish', args, env);
      expect([exit, stderr]).toEqual([0, '']);
      expect(JSON.parse(stdout).published).toMatchObject([{ provider: 'osprey', interactions: 2 }]);
    }
  });
});
