import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declaredInteractions } from '../../src/contracts/interactions.ts';
import { makeStandIn } from '../stand-in-core/variants.ts';
import { wheelOf } from '../stand-in-pipeline/repository.ts';
import { startPackageIndex } from '../support/package-index.ts';
import { describeWithPip, installingPython } from '../support/python.ts';
import { demoFolder, recordedVersions, runDemo } from './run-demo.ts';

const folder = demoFolder();

const all = declaredInteractions.length;

test('--help names each option, its default, and the limits', async () => {
  const { exit, stdout } = await runDemo(folder, ['--help']);
  expect([exit, stdout]).toEqual([0, expect.stringMatching(/^Usage: npm start -- \[options\]\n/)]);
  expect(stdout.replace(/\s+/g, ' ')).toMatch(
    /within 20 seconds.*--pipeline-ref <ref>.*115 MB.*--reference .*nothing is looked for.*--json.*-h, --help/,
  );
});

test('--reference contradicts --pipeline-ref', async () => {
  const { exit, stderr } = await runDemo(folder, ['--reference', '--pipeline-ref', '0.8.70']);
  expect([exit, stderr]).toEqual([2, expect.stringContaining('error USAGE: --reference cannot be given')]);
});

test('--reference runs the whole job on the reference models', async () => {
  const { exit, stdout } = await runDemo(folder, ['--reference', '--json'], { PIP_INDEX_URL: 'http://127.0.0.1:9' });
  const { core, steps } = JSON.parse(stdout);
  expect([exit, core]).toEqual([0, { kind: 'reference', reason: '--reference is given' }]);
  expect(steps.map(({ ok, figure }: { ok: boolean; figure: string }) => [ok, figure])).toEqual([
    [true, `${all} interactions, as committed`],
    [true, `market_data_pipeline local-reference (main), ${all} interactions`],
    [true, 'deployment recorded'],
    [true, `market-data-core 1.1.0-reference, ${all} of ${all} interactions pass`],
    [true, 'yes'],
    [true, 'release of market-data-core 1.1.0-reference recorded'],
    [true, expect.stringMatching(/^market-data-core 1\.2\.0-reference, \d+ of \d+ interactions pass$/)],
    [true, 'no'],
  ]);
  expect(await recordedVersions(folder, 'market-data-core')).toEqual(['1.1.0-reference', '1.2.0-reference']);
});

describeWithPip('with a package index', () => {
  const files = mkdtempSync(join(tmpdir(), 'demo-index-'));
  const wheels = wheelOf(makeStandIn('1.1.0', files), files, installingPython);
  afterAll(() => rmSync(files, { recursive: true }));

  test('the newest release is verified and recorded under its number', async () => {
    const index = await startPackageIndex(wheels);
    const env = { PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: `${index.url}/simple` };
    const { exit, stdout } = await runDemo(folder, [], env);
    await index.close();
    expect(stdout.split('\n', 1)).toEqual([
      'core: market-data-core 1.1.0, the newest release on the package index; pipeline: reference model, because: no --pipeline-ref is given',
    ]);
    expect([exit, stdout]).toEqual([0, expect.stringContaining('release of market-data-core 1.1.0 recorded')]);
    expect(stdout).toMatch(
      /A published release of core that broke a consumer is not shown, because: .*market-data-ibkr/,
    );
    expect(await recordedVersions(folder, 'market-data-core')).toEqual(['1.1.0', '1.2.0-reference']);
  }, 600_000);
});
