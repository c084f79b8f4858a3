import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/cli/commands.ts';
import { installElsewhere, registryAnswers, runThere } from './elsewhere.ts';

const describeWithRegistry = registryAnswers() ? describe : describe.skip;

describeWithRegistry('the package, installed in an empty folder', () => {
  let folder = '';
  beforeAll(() => {
    folder = installElsewhere();
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const main = (...args: string[]) => runThere(folder, 'node_modules/.bin/market-data-contracts', args);

  test('holds what runs, its types, and nothing else', () => {
    const files: string[] = JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8'));
    const wanted = ['dist/cli/main.js', 'dist/broker/server.d.ts', 'dist/provider/bridge.py', 'LICENSE', 'README.md'];
    expect(files).toEqual(expect.arrayContaining([...wanted, 'dist/broker/pages/assets/style.css']));
    const strange =
      /^(dist\/.*\.(js|d\.ts|py|css|svg)|dist\/provider\/recorded-api\.json|LICENSE|README\.md|CHANGELOG\.md|package\.json)$/;
    expect(files.filter((file) => !strange.test(file))).toEqual([]);
    expect(files.filter((file) => /(^|\/)(test|conformance|bench|differential)\//.test(file))).toEqual([]);
  });

  test('starts a broker inside a jest test, takes a pact from the official client, and is asked', () => {
    copyFileSync(join(import.meta.dirname, 'story.test.mjs'), join(folder, 'story.test.mjs'));
    const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--testMatch', '**/story.test.mjs'];
    expect(runThere(folder, process.execPath, jest)).toMatchObject({ status: 0 });
  }, 300_000);

  test('has one command, with help for all and each', () => {
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
  }, 300_000);

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
