import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consumer, declaredInteractions } from '../../src/contracts/interactions.ts';
import { json, startServer } from '../support/test-server.ts';
import { runCli } from './support/run-cli.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'publish-'));

/** A copy of the pacts, changed as if by hand. */
function edited(): string {
  const copy = folder();
  cpSync('pacts', copy, { recursive: true });
  const file = readdirSync(copy).find((name) => name.endsWith('.json')) ?? '';
  writeFileSync(join(copy, file), readFileSync(join(copy, file), 'utf8').replaceAll('"hard"', '"full"'));
  return copy;
}

async function atServer(args: string[]) {
  const server = await startServer(json(500, {}));
  const ran = await runCli('pact:publish', ['--branch', 'main', ...args], { PACT_BROKER_BASE_URL: server.url });
  await server.close();
  return { ...ran, requests: server.requests };
}

test('what the contract tests write is published, and is there for the next command', async () => {
  const env = { PACT_BROKER_DATABASE_URL: join(folder(), 'broker.sqlite') };
  const published = await runCli('pact:publish', ['--version', '7', '--branch', 'main', '--json'], env);
  expect([published.exit, published.stderr]).toEqual([0, '']);
  expect(JSON.parse(published.stdout)).toMatchObject({
    consumer,
    version: '7',
    published: [{ interactions: declaredInteractions.length }],
  });

  const question = ['--pacticipant', consumer, '--version', '7', '--to-environment', 'production', '--json'];
  const asked = await runCli('can-i-deploy', question, env);
  expect(JSON.parse(asked.stdout)).toMatchObject({
    verdict: 'unknown',
    rows: [{ consumerVersion: '7', consumerBranch: 'main' }],
  });
}, 120_000);

test('pacts that the contract tests do not write are refused with the difference, and nothing is sent', async () => {
  const { exit, stderr, requests } = await atServer(['--version', '7', '--dir', edited()]);
  expect([exit, requests]).toEqual([1, []]);
  expect(stderr).toContain('contents.content.level: "full" here, "hard" as written now');
});

test('a folder with anything else is refused by name, and nothing is sent', async () => {
  const copy = edited();
  writeFileSync(join(copy, 'notes.json'), '{"a":1}');
  const { exit, stderr, requests } = await atServer(['--version', '7', '--dir', copy]);
  expect([exit, requests]).toEqual([2, []]);
  expect(stderr).toContain('notes.json: its consumer is not market_data_pipeline');
});

test('without a branch nothing is sent: a pact of no branch would never be verified', async () => {
  const tag = { GITHUB_ACTIONS: 'true', GITHUB_SHA: 'abc', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' };
  const { exit, stderr } = await runCli('pact:publish', [], tag);
  expect([exit, stderr]).toEqual([2, expect.stringContaining('NO_BRANCH')]);
});
