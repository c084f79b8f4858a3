import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/cli/commands.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installElsewhere, installedMegabytes, packInto, registryAnswers, runThere } from './elsewhere.ts';
import { builtFiles, isExpected } from './expected-files.ts';

/** The oldest and the newest releases that the package has to work with. */
const projects = {
  oldest: ['zod@4.1.0', 'jest@29.7.0', 'typescript@5.5.4', '@types/node@20'],
  newest: ['zod@4', 'jest@30', 'typescript@6', '@types/node@20', 'vitest@3'],
};
/** Without the peers that only GitHub needs. */
const MAX_MEGABYTES = 120;

let packedOnce: { folder: string; file: string } | undefined;

/** The package's file and its folder; packed once. */
function packed(): { folder: string; file: string } {
  const folder = packedOnce?.folder ?? temporaryFolder('packed');
  packedOnce ??= { folder, file: packInto(folder) };
  return packedOnce;
}

const describeWithRegistry = registryAnswers() ? describe : describe.skip;

test.each([
  'dist/gate/report.test.js',
  'dist/gate/report.js.map',
  'dist/gate/report.ts',
  'dist/broker/recording.json',
  'dist/bench/broker.js',
  'dist/provider/__pycache__/bridge.cpython-312.pyc',
  'test/package/project/loaded.mjs',
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
    folder = installElsewhere(packed().file, []);
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const main = (...args: string[]) => runThere(folder, 'node_modules/.bin/market-data-contracts', args);

  const packedFiles = (): string[] => JSON.parse(readFileSync(join(packed().folder, 'files.json'), 'utf8'));

  test('contains no unexpected file', () => {
    expect(packedFiles().filter((file) => !isExpected(file))).toEqual([]);
  });

  test('contains all modules with their types, and the files that are read at run time', () => {
    const inDist = packedFiles().filter((file) => file.startsWith('dist/'));
    expect(inDist.sort()).toEqual(builtFiles().sort());
  });

  test('needs no other version of Node, and no more than its share of the disk', () => {
    expect(readFileSync(join(folder, 'warnings.txt'), 'utf8')).not.toMatch(/EBADENGINE/);
    expect(installedMegabytes(folder)).toBeLessThan(MAX_MEGABYTES);
  });

  test.each(['test:pact', 'pact:check'])('%s says that it needs a checkout', (name) => {
    expect(main(name)).toMatchObject({ status: 2, stderr: expect.stringMatching(/^error USAGE: .* in a checkout\n/) });
  });

  test('names the packages for GitHub when they are needed', () => {
    copyFileSync('fanout.json', join(folder, 'fanout.json'));
    writeFileSync(join(folder, '.env'), 'REPO_TOKEN=not-used\n');
    const { status, stderr } = main('token:check');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/PACKAGE_MISSING.*npm install @octokit\/rest/),
    });
  });

  test.each([
    ['gate', ['dotenv', 'zod']],
    ['pact', ['@eslint-community/regexpp', 'zod']],
    ['impact', []],
    ['verification', ['dotenv', 'zod']],
    ['broker', undefined],
  ])('importing market-data-contracts/%s loads no more than it needs', (name, packages) => {
    const { stdout } = runThere(folder, process.execPath, ['loaded.mjs', `market-data-contracts/${name}`]);
    const loaded: string[] = JSON.parse(stdout).filter((one: string) => one !== 'market-data-contracts');
    if (packages) expect(loaded).toEqual(packages);
    else expect(loaded.filter((one) => /octokit|pact-foundation|ajv|json-schema|tsx|esbuild/.test(one))).toEqual([]);
  });
});

describeWithRegistry.each(Object.entries(projects))(
  'in a project with the %s releases, the package works',
  (_, others) => {
    let folder = '';
    beforeAll(() => {
      folder = installElsewhere(packed().file, others);
    }, 900_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const node = (...args: string[]) => runThere(folder, process.execPath, args);
    const jest = 'node_modules/jest/bin/jest.js';
    const match = (file: string) => ['--testMatch', `**/${file}`];

    const main = (...args: string[]) => runThere(folder, 'node_modules/.bin/market-data-contracts', args);

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

    test('in jest without any setting', () => {
      expect(node(jest, ...match('jest.test.cjs'))).toMatchObject({ status: 0 });
    }, 300_000);

    test('in jest with ES modules', () => {
      expect(node('--experimental-vm-modules', jest, ...match('jest-esm.test.mjs'))).toMatchObject({ status: 0 });
    }, 300_000);

    test('in node:test, required and imported', () => {
      expect(node('--test', 'node.test.cjs')).toMatchObject({ status: 0 });
    }, 300_000);

    const vitest = others.some((one) => one.startsWith('vitest')) ? test : test.skip;
    vitest(
      'in vitest',
      () => {
        expect(node('node_modules/vitest/vitest.mjs', 'run', 'vitest.test.mjs')).toMatchObject({ status: 0 });
      },
      300_000,
    );

    test.each([
      ['node16', 'types.mts'],
      ['node16', 'types.cts'],
      ['nodenext', 'types.mts'],
      ['nodenext', 'types.cts'],
      ['bundler', 'types.mts'],
    ])(
      'in TypeScript with %s resolution, in %s',
      (resolution, file) => {
        copyFileSync(join(folder, 'types.ts'), join(folder, file));
        const module = resolution === 'bundler' ? 'esnext' : resolution;
        const options = [
          '--noEmit',
          '--strict',
          '--target',
          'es2022',
          '--module',
          module,
          '--moduleResolution',
          resolution,
        ];
        const { status, stdout } = node(
          'node_modules/typescript/bin/tsc',
          ...options,
          '--types',
          'node',
          '--skipLibCheck',
          file,
        );
        expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
      },
      300_000,
    );
  },
);
