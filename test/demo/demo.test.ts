import { declaredInteractions } from '../../src/contracts/interactions.ts';
import { describeWithPython } from '../support/python.ts';
import { linesInTerminal, tooWide } from '../support/terminal.ts';
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

describeWithPython('on a terminal of 80 columns', () => {
  test('no line of npm start is wider', async () => {
    const lines = await linesInTerminal('scripts/demo/main.ts', ['--reference'], { cwd: folder });
    expect([lines.length > 40, tooWide(lines)]).toEqual([true, []]);
  });
});
