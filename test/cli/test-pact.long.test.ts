import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runCli } from './support/run-cli.ts';

const folder = temporaryFolder('test-pact');
const pactIn = (name: string) => join(folder, name, 'market_data_pipeline-market-data-core.json');

test('the pact is written to the folder, and its origin is reported', async () => {
  const { exit, stdout } = await runCli('test:pact', ['--pact-dir', join(folder, 'written'), '--json']);
  expect(exit).toBe(0);
  expect(JSON.parse(stdout).written).toEqual([{ file: pactIn('written'), origin: { code: 'reference' } }]);
});

test('another policy is that of the handler', async () => {
  const args = ['--policy', 'ok=1,soft=0.25,hard=0', '--pact-dir', join(folder, 'policy')];
  const { exit, stdout } = await runCli('test:pact', args);
  expect([exit, stdout]).toEqual([0, expect.stringContaining('driving the TypeScript reference model')]);
});

test.each([
  ['a core without a pipeline', ['--with-core', '1.4.61'], 'USAGE'],
  ['a policy without all levels', ['--policy', 'ok=1'], 'POLICY_INVALID'],
  ['a ref that is an option', ['--pipeline-ref=--index-url'], 'REF_INVALID'],
])('%s is refused, and no pact is written', async (_, args, code) => {
  const { exit, stderr } = await runCli('test:pact', [...args, '--pact-dir', join(folder, 'none')]);
  expect([exit, stderr, existsSync(pactIn('none'))]).toEqual([2, expect.stringContaining(`error ${code}`), false]);
});

test('an interpreter without the pipeline is refused, and no pact is written', async () => {
  const { exit, stderr } = await runCli('test:pact', ['--pact-dir', join(folder, 'none')], {
    PIPELINE_PYTHON: 'no-such-python',
  });
  expect([exit, stderr, existsSync(pactIn('none'))]).toEqual([2, expect.stringContaining('PYTHON_NOT_FOUND'), false]);
});
