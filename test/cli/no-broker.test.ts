import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callCommand } from './support/call-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'no-broker-'));
afterAll(() => rmSync(folder, { recursive: true }));
const database = join(folder, 'broker.sqlite');

const questions: [string, string[]][] = [
  ['can-i-deploy', ['--pacticipant', 'osprey', '--version', '1', '--to-environment', 'production']],
  ['can-i-merge', ['--pacticipant', 'osprey', '--version', '1']],
  ['missing-results', []],
  ['environments', ['list']],
  ['environments', ['delete', '--environment', 'test']],
  ['impact', ['--field', 'FeedbackEvent.level']],
  ['consumers:check', ['--provider-ref', '1.4.61']],
  ['consumers:check', ['--consumer', 'osprey', '--list', join(folder, 'list.json')]],
];
const writes: [string, string[]][] = [
  ['record-deployment', ['--pacticipant', 'osprey', '--version', '1', '--environment', 'production']],
  ['record-release', ['--pacticipant', 'osprey', '--version', '1', '--environment', 'production']],
  ['record-undeployment', ['--pacticipant', 'osprey', '--environment', 'production']],
  ['record-support-ended', ['--pacticipant', 'osprey', '--version', '1', '--environment', 'production']],
  ['environments', ['create', '--name', 'staging']],
  ['pact:publish', ['--version', '1', '--branch', 'main']],
  ['pact:verify', []],
];

test.each(questions)('%s does not create a database', async (name, args) => {
  const { exit, stderr } = await callCommand(name, args, { PACT_BROKER_DATABASE_URL: database });
  expect([exit, stderr, existsSync(database)]).toEqual([
    2,
    expect.stringMatching(/BROKER_NOT_CONFIGURED.*does not exist[\s\S]*PACT_BROKER_BASE_URL.*PACT_BROKER_DATABASE_URL/),
    false,
  ]);
});

test.each([...questions, ...writes])('%s in CI needs a configured broker', async (name, args) => {
  const { exit, stderr } = await callCommand(name, args, { PACT_BROKER_DATABASE_URL: '', CI: 'true' });
  expect([exit, stderr]).toEqual([
    2,
    expect.stringMatching(/BROKER_NOT_CONFIGURED[\s\S]*PACT_BROKER_BASE_URL.*PACT_BROKER_DATABASE_URL/),
  ]);
});
