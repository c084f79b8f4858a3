import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '../../src/broker/server.ts';
import { clientEnvironment } from '../../src/config/config.ts';
import { callCommand } from '../cli/support/call-command.ts';
import type { CliResult } from '../cli/support/run-cli.ts';
import { makeStandIn } from '../stand-in-core/variants.ts';
import { describeWithPython, python } from '../support/python.ts';
import { pipelinePact, publish } from './broker-with-pacts.ts';

const folder = mkdtempSync(join(tmpdir(), 'verify-script-'));
afterAll(() => rmSync(folder, { recursive: true }));

const database = join(folder, 'broker.sqlite');
const broker = await startBroker({ database, port: 0 });
await publish(broker.url, pipelinePact('market_data_pipeline', 'market-data-core'), '3f2a');
await broker.close();

/** Calls the command with the embedded broker and the pipeline's pact. */
function verifyCommand(settings: Record<string, string>, ...args: string[]): Promise<CliResult> {
  return callCommand('pact:verify', args, {
    ...clientEnvironment(),
    PACT_BROKER_DATABASE_URL: database,
    ...settings,
  });
}

test('the first line is the origin of core, and the last is the verdict', async () => {
  const { exit, stdout } = await verifyCommand({}, '--no-publish');
  const lines = stdout.trim().split('\n');
  expect(lines[0]).toBe('market-data-core: reference 1.1.0-reference (the TypeScript reference model)');
  expect(lines.at(-1)).toBe('market-data-core 1.1.0-reference keeps the contract (not published)');
  expect(exit).toBe(0);
});

describeWithPython('with CORE_PYTHON', () => {
  test('the outcome is one JSON document with --json, a job summary and a job output', async () => {
    const summary = join(folder, 'summary.md');
    const PYTHONPATH = makeStandIn('drops source', folder);
    const output = join(folder, 'output');
    const settings = { CORE_PYTHON: python, PYTHONPATH };
    const files = { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output };
    const { exit, stdout, stderr } = await verifyCommand({ ...settings, ...files }, '--core-branch', 'base', '--json');
    expect(exit).toBe(1);
    expect(stderr).toMatch(/^market-data-core: python 1\.2\.0 \(.*drops-source/);
    const outcome = JSON.parse(stdout);
    expect(outcome).toMatchObject({ exitCode: 1, published: true, provider: { kind: 'python', version: '1.2.0' } });
    const [pact] = outcome.pacts;
    expect(pact).toMatchObject({ consumer: 'market_data_pipeline', consumerVersions: ['3f2a'] });
    expect(pact.interactions[0].mismatches).toEqual([
      { kind: 'missing', field: 'FeedbackEvent.source', expected: 'to be there', actual: 'nothing' },
    ]);
    expect(readFileSync(summary, 'utf8')).toContain('### market-data-core 1.2.0 breaks the contract');
    expect(readFileSync(output, 'utf8')).toMatch(
      /^provider_version<<(end-\S+)\n1\.2\.0\n\1\ncore_version<<(end-\S+)\n1\.2\.0\n\2\n$/,
    );
  });
});

test.each<[string, Record<string, string>, string[], RegExp]>([
  ['a filter in the environment', { PACT_DESCRIPTION: 'x' }, [], /FILTERS_SET: PACT_DESCRIPTION/],
  [
    'a result of the reference model for a broker by URL',
    { PACT_BROKER_BASE_URL: 'http://127.0.0.1:9' },
    [],
    /REFERENCE_NOT_PUBLISHED.*http:\/\/127\.0\.0\.1:9.*CORE_PYTHON or --core-ref/s,
  ],
  ['an invalid ref', {}, ['--core-ref=--upload-pack=x'], /REF_INVALID: "--upload-pack=x"/],
  ['--core reference with --core-ref', {}, ['--core', 'reference', '--core-ref', '1.4.61'], /omit --core reference/],
  ['a version without an origin', {}, ['--again', 'by-hand'], /REF_INVALID: "by-hand"/],
  [
    '--again with --core-ref',
    {},
    ['--again', '1.4.61', '--core-ref', 'base'],
    /--again determines the ref and the version/,
  ],
  ['publishing a result for a pact file', {}, ['--pact-url', 'pacts/x.json'], /add --no-publish/],
])('exits with 2 before the verification: %s', async (_, settings, args, message) => {
  const GITHUB_STEP_SUMMARY = join(folder, 'failure.md');
  const result = await verifyCommand({ ...settings, GITHUB_STEP_SUMMARY }, ...args);
  expect(result).toMatchObject({ exit: 2, stderr: expect.stringMatching(message) });
  expect(readFileSync(GITHUB_STEP_SUMMARY, 'utf8')).toContain('### Unknown whether the provider keeps the contract');
});
