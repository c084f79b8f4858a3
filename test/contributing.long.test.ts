import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { clientEnvironment } from '../src/config/config.ts';
import { declaredInteractions } from '../src/contracts/interactions.ts';
import { type Edit, steps } from './contributing-steps.ts';
import { describeWithPython, python } from './support/python.ts';
import { whenIndexIsReachable } from './support/python-environments.ts';

// The five steps of CONTRIBUTING for a new message, followed in a copy of the tree.
const copy = mkdtempSync(join(tmpdir(), 'contributing-'));
beforeAll(() => {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  // Another test may have deleted its temporary files meanwhile.
  for (const file of files.split('\0').filter((name) => name && existsSync(name))) copyFile(file);
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  for (const edit of steps.flat()) apply(edit);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function copyFile(file: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  cpSync(file, join(copy, file));
}

function apply(edit: Edit): void {
  const path = join(copy, edit.file);
  if ('text' in edit) {
    writeFileSync(path, edit.text, { flag: 'wx' });
    return;
  }
  const text = readFileSync(path, 'utf8');
  if (text.split(edit.before).length !== 2) throw new Error(`${edit.file} has not exactly one "${edit.before}"`);
  writeFileSync(
    path,
    text.replace(edit.before, () => edit.insert + edit.before),
  );
}

/** Runs an npm script in the copy: its exit code and its whole output. */
function npmRun(script: string, args: readonly string[] = [], settings: Record<string, string> = {}) {
  const env = { ...clientEnvironment(), ...settings };
  const command = ['run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])];
  return new Promise<string>((done) => {
    execFile('npm', command, { cwd: copy, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      done(`exit ${error ? error.code : 0}\n${stdout}${stderr}`),
    );
  });
}

/** The files that a step names, by its number. */
function filesOfStep(number: number): string[] {
  const text = readFileSync('.github/CONTRIBUTING.md', 'utf8');
  const step = text.split(/^(?=\d\. \*\*)/m)[number] ?? '';
  return [...step.matchAll(/`((?:src|test)\/[^`]+)`/g)].map(([, file = '']) => file);
}

test.each(steps.map((edits, at) => [at + 1, edits] as const))(
  'step %i names every file that it edits',
  (number, edits) => {
    const named = filesOfStep(number);
    const unnamed = edits
      .map(({ file }) => file)
      .filter((file) => !named.some((one) => one === file || (one.endsWith('/') && file.startsWith(one))));
    expect(unnamed).toEqual([]);
  },
);

test.each(['lint', 'typecheck', 'test:pact'])(
  'npm run %s succeeds after the steps',
  async (script) => {
    expect(await npmRun(script)).toMatch(/^exit 0\n/);
  },
  600_000,
);

test('the pact holds the new message', () => {
  const { interactions } = JSON.parse(
    readFileSync(join(copy, 'pacts/market_data_pipeline-market-data-core.json'), 'utf8'),
  );
  expect(interactions.map(({ description }: { description: string }) => description)).toContain(
    'a HealthStatus that is degraded',
  );
});

const pact = ['--pact-url', 'pacts/market_data_pipeline-market-data-core.json', '--no-publish'];
const count = declaredInteractions.length + 1;
const kept = expect.stringMatching(new RegExp(`^exit 0\n.*${count} of ${count} interactions pass`, 's'));

describeWithPython('the stand-in for core', () => {
  test('keeps the contract with the new message', async () => {
    const settings = { CORE_PYTHON: python, PYTHONPATH: join(copy, 'test/stand-in-core') };
    expect(await npmRun('pact:verify', pact, settings)).toEqual(kept);
  });
});

whenIndexIsReachable('core at a release', () => {
  test('is recorded for the reference model', async () => {
    expect(await npmRun('core:describe', ['--core-ref', '1.4.61'])).toMatch(/^exit 0\n/);
    expect(await npmRun('pact:verify', [...pact, '--core', 'reference'])).toEqual(kept);
    expect(await npmRun('pact:verify', [...pact, '--core-ref', '1.4.61'])).toEqual(kept);
    expect(await npmRun('test:main', ['--testPathPatterns', 'test/(contracts|provider|pact|pipeline)/'])).toMatch(
      /^exit 0\n/,
    );
  }, 1_200_000);
});
