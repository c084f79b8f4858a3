import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/cli/commands.ts';
import { installElsewhere, registryAnswers, runThere } from './elsewhere.ts';
import { builtFiles, isExpected } from './expected-files.ts';

const describeWithRegistry = registryAnswers() ? describe : describe.skip;

test.each([
  'dist/gate/report.test.js',
  'dist/gate/report.js.map',
  'dist/gate/report.ts',
  'dist/broker/recording.json',
  'dist/bench/broker.js',
  'dist/provider/__pycache__/bridge.cpython-312.pyc',
  'test/package/loaded.mjs',
])('%s in the package is noticed', (file) => expect(isExpected(file)).toBe(false));

test.each(['python', 'provider', 'pipeline', 'usage', 'wire'])(
  'the package contains the Python files of src/%s',
  (folder) => {
    const python = builtFiles().filter((file) => file.startsWith(`dist/${folder}/`) && file.endsWith('.py'));
    expect(python.length).toBeGreaterThan(0);
    expect(python.filter((file) => !isExpected(file))).toEqual([]);
  },
);

describeWithRegistry('the package, installed in an empty folder', () => {
  let folder = '';
  beforeAll(() => {
    folder = installElsewhere();
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const main = (...args: string[]) => runThere(folder, 'node_modules/.bin/market-data-contracts', args);

  const packedFiles = (): string[] => JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8'));

  test('contains no unexpected file', () => {
    expect(packedFiles().filter((file) => !isExpected(file))).toEqual([]);
  });

  test('contains all modules with their types, and the files that are read at run time', () => {
    const inDist = packedFiles().filter((file) => file.startsWith('dist/'));
    expect(inDist.sort()).toEqual(builtFiles().sort());
  });

  test('runs a broker, the official client and the gate inside a jest test', () => {
    copyFileSync(join(import.meta.dirname, 'installed-package.test.mjs'), join(folder, 'installed-package.test.mjs'));
    const jest = [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      '--testMatch',
      '**/installed-package.test.mjs',
    ];
    expect(runThere(folder, process.execPath, jest)).toMatchObject({ status: 0 });
  }, 600_000);

  test('has a help text for each command', () => {
    expect(main('--help')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Usage: market-data-contracts /),
    });
    expect(main('nonsense')).toMatchObject({ status: 2 });
    expect(main('--version')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    for (const name of Object.keys(commands)) {
      const { status, stdout } = main(name, '--help');
      expect([name, status, stdout]).toEqual([name, 0, expect.stringContaining(`market-data-contracts ${name}`)]);
      expect(stdout).not.toMatch(/npm run/);
    }
  }, 600_000);

  test.each([
    ['gate', ['zod']],
    ['gate/report', []],
    ['pact', ['@eslint-community/regexpp', 'zod']],
    ['impact', []],
    ['broker', undefined],
  ])('importing market-data-contracts/%s loads no more than it needs', (name, packages) => {
    copyFileSync(join(import.meta.dirname, 'loaded.mjs'), join(folder, 'loaded.mjs'));
    const { stdout } = runThere(folder, process.execPath, ['loaded.mjs', `market-data-contracts/${name}`]);
    const loaded: string[] = JSON.parse(stdout).filter((one: string) => one !== 'market-data-contracts');
    if (packages) expect(loaded).toEqual(packages);
    else expect(loaded.filter((one) => /octokit|pact-foundation|ajv|json-schema|tsx|esbuild/.test(one))).toEqual([]);
  });
});
